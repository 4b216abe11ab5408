"""This module holds `explore`, which shows a regimen and a model on the page, in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._checks.extras import require
from opiodyn._explore import page
from opiodyn._explore.setting import setting_of
from opiodyn._model.arguments import check_regimen, chosen_model

if TYPE_CHECKING:
    from opiodyn._explore.widget import Explorer
    from opiodyn._model.model import Model


def explore(
    regimen: _core.Regimen,
    *,
    model: Model | None = None,
    end: float | None = None,
    height: int = 760,
) -> Explorer:
    """Shows a regimen and a model on a page, in a notebook, where settings can be moved.

    The page computes in the browser, by the same core. What it shows can be read off again:
    ``.regimen`` and ``.model`` are what a user has chosen there, and ``.run()`` simulates them.
    Either can also be set, and the page follows.

    Args:
        regimen: The regimen, of drugs of the library.
        model: The model. The page can show its ``biophase``, ``phi``, ``response``, ``weights`` and
            ``covariates``; all else must be left at its default. None stands for ``Model()``.
        end: The end of the run [h]. None stands for the default of `simulate`.
        height: The height of the page [px], 200 to 10,000.

    Returns:
        A widget of anywidget, which a notebook displays.

    Raises:
        InputError: A value breaks a rule, or the page has no such choice.
        UnknownNameError: The regimen names a drug that is not in the library.
        ImportError: anywidget is not installed (``pip install 'opiodyn[explore]'``), or the package
            was built from source without the page.

    Example:
        >>> import opiodyn as od
        >>> shown = od.explore(od.regimen("naltrexone 4.5 mg po q24h x28"))  # doctest: +SKIP
        >>> shown.run().summary()  # doctest: +SKIP
    """
    check_regimen("explore", regimen)
    setting = setting_of(regimen, chosen_model("explore", model), end)
    pixels = page.height_of(height)
    require("anywidget", page.IN_NOTEBOOKS, "explore")
    from opiodyn._explore.widget import Explorer  # it needs anywidget

    return Explorer(setting, pixels)
