"""This module holds the page as a widget of notebooks; it needs anywidget.

`opiodyn._explore.explore` loads it when it is asked for, so that opiodyn works without anywidget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from opiodyn._core import InputError, Regimen
from opiodyn._explore import page
from opiodyn._explore.setting import Setting, choices_of, plain, shown_by, text_of
from opiodyn._model.arguments import check_regimen, chosen_model
from opiodyn._model.model import Model
from opiodyn._runs.run import Run
from opiodyn._simulate.simulate import simulate


class _Checked(traitlets.TraitType[Any, Any]):
    """A value of this trait is checked before anything changes, whoever sends it."""

    def __init__(self, checked: Callable[[Any], Any]) -> None:
        super().__init__()
        self._checked = checked

    def validate(self, obj: Any, value: Any) -> Any:
        return self._checked(value)


class Explorer(anywidget.AnyWidget):
    """An explorer is the page in a notebook, which computes in the browser.

    Its attributes follow what a user moves on the page. A value that Python gives is checked by the
    library, and the page follows it.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    _core = traitlets.Bytes().tag(sync=True)
    setting = _Checked(plain).tag(sync=True)
    height = _Checked(page.height_of).tag(sync=True)

    def __init__(self, setting: Setting, height: int) -> None:
        folder = page.packed(page.IN_NOTEBOOKS, page.SCRIPT, page.STYLES, page.CORE)
        super().__init__(
            _esm=(folder / page.SCRIPT).read_text(encoding="utf-8"),
            _css=(folder / page.STYLES).read_text(encoding="utf-8"),
            _core=(folder / page.CORE).read_bytes(),
            setting=setting,
            height=height,
        )

    @property
    def regimen(self) -> Regimen:
        """This is the regimen that the page shows, with the dose that a user chose there."""
        return shown_by(self.setting).regimen

    @regimen.setter
    def regimen(self, regimen: Regimen) -> None:
        check_regimen("explore", regimen)
        self.setting = {**self.setting, "regimen": text_of(regimen), "dose": None}

    @property
    def model(self) -> Model:
        """This is the model that the page shows."""
        return shown_by(self.setting).model

    @model.setter
    def model(self, model: Model | None) -> None:
        self.setting = {**self.setting, **choices_of(chosen_model("explore", model))}

    def run(self, **options: Any) -> Run:
        """Simulates what the page shows, up to the same end.

        Args:
            options: Further arguments of `opiodyn.simulate`, such as ``delta`` or ``times``.

        Raises:
            InputError: An option breaks a rule.
        """
        now = shown_by(self.setting)
        if "times" not in options:
            options = {"end": now.end, **options}
        run: Run = simulate(now.regimen, model=now.model, **options)
        return run

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Takes what the page sends; if the library refuses it, the page gets the old values again.

        Raises:
            InputError: The library refuses a value.
        """
        try:
            for name in ("setting", "height"):  # all of them before any of them
                if name in sync_data:
                    self.traits()[name].validate(self, sync_data[name])
        except InputError:
            self.send_state(["setting", "height"])
            raise
        super().set_state(sync_data)

    def __repr__(self) -> str:
        return f"<Explorer of {self.setting['regimen']}>"
