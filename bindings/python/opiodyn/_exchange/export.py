"""This module holds `export`, which writes a model and a regimen in another language."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import ask, check, files
from opiodyn._checks.shown import shown
from opiodyn._events.events import EventTable
from opiodyn._exchange.formulas import formulas_of
from opiodyn._exchange.request import Request
from opiodyn._fit.objective import Objective
from opiodyn._model.arguments import check_regimen, chosen_model
from opiodyn._model.inside import settled_for
from opiodyn._model.model import Model
from opiodyn._result.outputs import outputs


class Language(NamedTuple):
    """A language has endings of files, and tells whether its files say when to compute."""

    endings: tuple[str, ...]
    """The first language that has an ending is the one that a path asks for."""
    timed: bool
    second: str = ""
    """This is the ending of a second file beside the first; empty: there is none."""


LANGUAGES = {
    "sbml": Language((".xml", ".sbml"), timed=False),
    "nonmem": Language((".ctl", ".mod"), timed=True, second=".csv"),
    "desolve": Language((".r",), timed=True),
    "rxode2": Language((".r",), timed=True),
    "mrgsolve": Language((".cpp", ".mod"), timed=False),
    "latex": Language((".tex",), timed=False),
}


def export(
    regimen: _core.Regimen | Objective,
    path: str | os.PathLike[str],
    *,
    model: Model | None = None,
    language: str | None = None,
    end: float | None = None,
    delta: float | None = None,
    times: npt.ArrayLike | None = None,
) -> None:
    """Writes a model and a regimen as a file that another program can run.

    The equations of the model write themselves down, so that the file computes what `simulate`
    computes. Parameters keep their names, with ``_`` for a point, and their values can be changed
    in the file. docs/exchange.md shows how to run each kind of file.

    Args:
        regimen: The regimen, from `regimen` or `dose`; or the objective of a fit, from `objective`,
            which becomes a population problem of NONMEM with a random effect on each parameter that
            varies. An objective has a model of its own.
        path: The path of the file. Its ending tells the language: ``.xml`` or ``.sbml`` SBML,
            ``.ctl`` NONMEM, ``.R`` R with deSolve, ``.cpp`` mrgsolve, ``.tex`` LaTeX. A NONMEM
            control stream has its data set beside it, under the same name with ``.csv``.
        model: The model. None stands for ``Model()`` with the drugs of the regimen.
        language: ``"sbml"``, ``"nonmem"``, ``"desolve"``, ``"rxode2"``, ``"mrgsolve"`` or
            ``"latex"``. None goes by the ending of the path.
        end: The end of the run [h], as in `simulate`, in a language whose files say when to
            compute: NONMEM, deSolve and rxode2.
        delta: The distance of the output times [h], likewise. None stands for 1 h.
        times: The output times themselves [h], likewise.

    Raises:
        InputError: A value breaks a rule; the path cannot be written to; or the language cannot
            say something that the regimen or the model needs. Nothing is written then.
        UnknownNameError: There is no such language.
        ImportError: SBML needs python-libsbml (``pip install 'opiodyn[sbml]'``).

    The files appear whole or not at all, and replace those that are there. There is no import:
    opiodyn does not read SBML, because a model of its own is a regimen and options, and no set of
    equations of somebody else.

    Example:
        >>> from opiodyn import Model, regimen
        >>> ldn = regimen("naltrexone 4.5 mg po q24h x28 at 22h")
        >>> export(ldn, "ldn.R", model=Model(biophase="transient"))  # doctest: +SKIP
    """
    if ask.is_a(regimen, EventTable):
        rule = "take one of table.regimens(), one for each subject, or the objective of a fit"
        raise check.input_error("regimen", shown(regimen), rule)
    check_regimen("export", regimen, Objective)
    chosen = chosen_model("export", model)
    name, target = target_of(path, language)
    if isinstance(regimen, Objective):
        from opiodyn._exchange.nonmem.population import population_texts  # few come here

        _refuse_of_objective(name, model, end, delta, times)
        return _write(population_texts(regimen, target), target, LANGUAGES[name])
    _refuse_times(name, end, delta, times)
    settled = settled_for(chosen, regimen)
    # Irregular times, as simulate() takes them by itself, would be most of a readable file.
    hourly = 1.0 if delta is None and times is None else delta
    at = outputs(regimen, end, hourly, times, "after").times
    request = Request(regimen, settled, formulas_of(settled), at, target)
    _write(writer(name)(request), target, LANGUAGES[name])


def _write(texts: Sequence[str], target: Path, language: Language) -> None:
    """Writes the texts of a language's files, all or none."""
    targets = [target, *([target.with_suffix(language.second)] if language.second else [])]
    with files.replacing(*targets) as temporary:
        for place, text in zip(temporary, texts, strict=True):
            place.write_text(text, encoding="utf-8", newline="\n")


def writer(language: str) -> Callable[[Request], Sequence[str]]:
    """Returns the function that writes a request as the texts of the files of a language."""
    # Most programs never come here, and each language has a room of its own.
    if language == "sbml":
        from opiodyn._exchange.sbml.write import texts
    elif language == "nonmem":
        from opiodyn._exchange.nonmem.write import texts
    elif language == "desolve":
        from opiodyn._exchange.r.desolve import texts
    elif language == "rxode2":
        from opiodyn._exchange.r.rxode2 import texts
    elif language == "mrgsolve":
        from opiodyn._exchange.r.mrgsolve import texts
    else:
        from opiodyn._exchange.latex.write import texts
    return texts


def target_of(
    path: str | os.PathLike[str], language: str | None, *, field: str = "path"
) -> tuple[str, Path]:
    """Reads the path and the language, which goes by the ending of the path if it is None.

    Args:
        path: The path of the file.
        language: The language.
        field: The name of the path in messages.

    Raises:
        InputError: No such file can be written there.
        UnknownNameError: There is no such language.
    """
    text = check.path(field, path)
    ending = Path(text).suffix.lower()
    if language is None:
        endings = [one for known in LANGUAGES.values() for one in known.endings]
        files.check_output(field, text, list(dict.fromkeys(endings)))
        chosen = next(name for name, known in LANGUAGES.items() if ending in known.endings)
    else:
        chosen = check.word("language", language)
        if chosen not in LANGUAGES:
            raise check.unknown("language", chosen, LANGUAGES)
    return chosen, files.check_output(field, text, LANGUAGES[chosen].endings)


def _refuse_times(
    language: str, end: float | None, delta: float | None, times: npt.ArrayLike | None
) -> None:
    if LANGUAGES[language].timed:
        return
    for field, value in (("end", end), ("delta", delta), ("times", times)):
        if value is not None:
            rule = f"a file for {language} does not say when to compute; leave {field} out"
            raise check.input_error(field, value, rule)


def _refuse_of_objective(language: str, model: Model | None, *times: object) -> None:
    """Refuses a language that has no fits, and arguments that an objective has already."""
    if language != "nonmem":
        rule = f"{language} has no fits; write it to a file for nonmem (.ctl), or use to_petab"
        raise check.input_error("regimen", "an Objective", rule)
    for field, value in zip(("model", "end", "delta", "times"), (model, *times), strict=True):
        if value is not None:
            rule = f"an objective has a model and times of its own; leave {field} out"
            raise check.input_error(field, shown(value), rule)
