"""An optimum is told as text for a person."""

from __future__ import annotations

from opiodyn._optimum.found import Found, with_unit
from opiodyn._report.report import model_line, notes_text, wrapped
from opiodyn._result.wording import ADVICE, regimen_words

_ENDS = {
    "converged": "The search converged.",
    "flat": "The number does not differ by more than the error of the runs: there is no optimum.",
    "not converged": (
        "The search did not converge: the best point found is not level. The number may have a "
        "kink or a jump there."
    ),
    "interrupted": "The search was interrupted: a better point may exist.",
}
_PLACES = {
    "lowest": "; at its lowest bound: no optimum found inside",
    "highest": "; at its highest bound: no optimum found inside",
    "jump": "; where the number of doses changes",
}


def optimum_report(found: Found) -> str:
    """Returns the best regimen, its value, bounds and limits, and how sure it is."""
    parts = [_headline(found), *notes_text(found.notes), _variables(found)]
    if found.limits:
        parts.append(_limits(found))
    parts += [wrapped(_search(found)), ADVICE]
    return "\n\n".join(parts)


def _headline(found: Found) -> str:
    top = "highest" if found.sign > 0 else "lowest"
    hours = f", of {found.hours}" if found.hours else ""
    value = f"{top} {found.metric}: {with_unit(found.value, found.unit)}{hours}"
    lines = [regimen_words(found.regimen), model_line(found.model, found.regimen.drugs), value]
    return "\n".join(wrapped(line) for line in lines)


def _variables(found: Found) -> str:
    lines = ["Variables"]
    for one, value in zip(found.variables, found.point, strict=True):
        bounds = f"between {one.low:g} and {with_unit(one.high, one.unit)}"
        where = _PLACES.get(found.at_bounds.get(one.name, ""), "")
        lines.append(f"  {one.name}: {with_unit(value, one.unit)}, {bounds}{where}")
    return "\n".join([*lines, *(wrapped(f"  {text}", indent=4) for text in found.remarks)])


def _limits(found: Found) -> str:
    lines = ["Limits"]
    pairs = zip(found.limits, found.at_limits, found.active, strict=True)
    for limit, (value, unit), active in pairs:
        ending = "; active" if active else ""
        lines.append(f"  {limit.name}: {with_unit(value, unit)}, {limit.words}{ending}")
    return "\n".join(lines)


def _search(found: Found) -> str:
    text = _ENDS[found.status]
    if found.paths:
        text += f" {found.alike} of {len(found.paths)} starts ended at this value."
    return f"{text} It took {found.runs} runs."
