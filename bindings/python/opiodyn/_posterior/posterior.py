"""This module has `posterior`, which users call, and the draws that belong to a model."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._model.inside import used_rows
from opiodyn._model.model import Model
from opiodyn._model.potency import affinities_of, potencies_of
from opiodyn._posterior.about import About
from opiodyn._posterior.files import Draws, read

if TYPE_CHECKING:
    import pandas as pd

FOLDER = Path(__file__).parent
_DELAYED = "naltrexone"  # the drug whose delay the biophase preset describes
_SHOWN = 3  # names of a note


class Served(NamedTuple):
    """These are the draws of the parameters that a model uses and leaves to the library."""

    about: About
    columns: dict[str, FloatArray]
    """Each parameter has its values by draw."""
    units: dict[str, str]
    notes: list[str]
    """These sentences say what a reader of the numbers must know."""


def posterior(model: Model | None = None) -> pd.DataFrame:
    """Returns draws of the joint posterior of the uncertain parameters of the library.

    A row is one draw: its values belong together, because the same figures tell several
    parameters. The rows are in random order, so that the first rows are draws as well. docs/
    uncertainty.md says what was fitted, and what the draws do not say.

    Args:
        model: The model that will run. The frame has the parameters that the model uses, except
            what ``Model(...)`` itself sets. A model without drugs of its own shows naltrexone, as
            in `Model.parameters`. None stands for all parameters of the posterior.

    Returns:
        A frame with a column for each parameter and a row for each draw, for
        ``sweep(..., over=frame)`` and ``uncertainty(..., source=frame)``. ``attrs["units"]`` has
        the units, ``attrs["about"]`` says where the draws come from, and ``attrs["notes"]`` is a
        list of what to know.

    Raises:
        InputError: The model has naltrexone under another biophase preset, or uses no parameter of
            the posterior. Or the library has changed since the fit, or a file is damaged.

    Example:
        >>> draws = posterior(Model(drugs=["naltrexone"]))
        >>> draws.index.name, "naltrexone.ke0" in draws, draws.attrs["about"]["biophase"]
        ('draw', True, 'pet')
    """
    import pandas as pd

    served = _all() if model is None else posterior_of(model)
    count = served.about.draws
    frame = pd.DataFrame(served.columns, pd.RangeIndex(count, name="draw"), dtype=float, copy=True)
    frame.attrs = {
        "units": served.units,
        "about": deepcopy(served.about._asdict()),
        "notes": served.notes,
    }
    return frame


def posterior_of(model: Model) -> Served:
    """Returns the draws of the parameters that a model uses; `posterior` says what it raises."""
    check.instance("model", model, Model, "must be a Model, or None for all parameters")
    draws = read(FOLDER)
    own = _own_drugs(model)
    _refuse_other_preset(model, draws.about.biophase, own)
    used = [row.name for row in used_rows(model)]
    there = [name for name in draws.names if name in used]
    held = _held(model, there, own)
    names = [name for name in there if name not in held]
    if not names:
        raise check.input_error("model", shown(model), _nothing_to_draw(draws, held))
    varying = [row.name for row in used_rows(model) if row.low < row.high]
    kept = [name for name in varying if name not in there]
    return _served(draws, names, [*_of_held(held), *_of_kept(kept)])


def _all() -> Served:
    draws = read(FOLDER)
    return _served(draws, draws.names, [])


def _served(draws: Draws, names: list[str], notes: list[str]) -> Served:
    columns = {name: draws.numbers[:, draws.names.index(name)] for name in names}
    reservation = [draws.about.reservation] if draws.about.reservation else []
    units = {name: draws.units[name] for name in names}
    return Served(draws.about, columns, units, [f"posterior: {one}" for one in reservation + notes])


def _own_drugs(model: Model) -> list[str]:
    """Returns the names of the drugs of a model that are the caller's own."""
    return [one.name for one in model.options()["drugs"] or [] if not isinstance(one, str)]


def _refuse_other_preset(model: Model, preset: str, own: list[str]) -> None:
    if model.biophase == preset or _DELAYED in own or _DELAYED not in model.ligands:
        return
    rule = (
        f"the draws belong to {preset!r}, and the model has {_DELAYED}; take Model(biophase="
        f"{preset!r}), or a table of your own draws"
    )
    raise check.input_error("biophase", shown(model.biophase), rule)


def _held(model: Model, names: list[str], own: list[str]) -> list[str]:
    """Returns those of the names whose values the caller gives, as a parameter or otherwise."""
    options, given = model.options(), set(model.overrides)
    given |= potencies_of(given) | affinities_of(given)
    endpoints = [one for one in options["endpoints"] or [] if not isinstance(one, str)]
    begins = (
        *(f"{drug}." for drug in own),
        *(f"{one.ligand}.{one.receptor}." for one in options["bindings"]),
        *(f"effect.{one.name}." for one in endpoints),
    )
    return [name for name in names if name in given or name.startswith(begins)]


def _nothing_to_draw(draws: Draws, held: list[str]) -> str:
    if held:
        return f"sets itself all that the posterior has for it: {_first(held)}"
    return f"uses no parameter of the posterior, which has {_first(draws.names)}"


def _of_held(held: list[str]) -> list[str]:
    return [f"what the model itself sets stays: {', '.join(held)}"] if held else []


def _of_kept(kept: list[str]) -> list[str]:
    if not kept:
        return []
    what = "parameter has" if len(kept) == 1 else "parameters have"
    return [
        f"{len(kept)} used {what} no draws; they keep the model's values, or follow drawn ones: "
        f"{_first(kept)}"
    ]


def _first(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join([*listed[:_SHOWN], *(["..."] if len(listed) > _SHOWN else [])])
