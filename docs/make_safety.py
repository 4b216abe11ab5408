"""Writes docs/safety.md from data/safety.toml. Run it after a change of that file."""

from __future__ import annotations

import sys
from pathlib import Path

from opiodyn import _core
from opiodyn._model.tables import cited

PAGE = Path(__file__).with_name("safety.md")

HEAD = """\
# Notes

Generated from `data/safety.toml` by `docs/make_safety.py`; do not edit.

`run.notes` has a sentence for each thing to know before the numbers of a run are used. Labels of
drugs are the sources of the notes on safety. A run that calls for no note has none: 4.5 mg of
naltrexone a day has none, and neither has a placebo. The notes also stand in `report()`, in the
caption of pictures (the first two), in `provenance`, in `attrs["notes"]` of what `compare` and
`sweep` return, and in the shell. `runs.notes` merges those of several subjects and says for how
many each holds. The rules on opioids beside an antagonist are those of naltrexone. Largest doses
are known for the drugs of the table below, and for no opioid agonist. A model is not medical
advice, and the absence of a note does not mean that a regimen is safe.

- A drug is an opioid agonist if it, or a metabolite, has an efficacy (`tau`) above 0 at mu, or
  binds mu with an efficacy that is not known, as carfentanil does. In a model without mu the
  efficacies of the library count. Buprenorphine is one. Naloxone is none, and neither is
  samidorphan, which activates only kappa and delta.
- Times are counted from the end of a dose to the start of the next. Doses of 0 mg do not count. A
  reset of the body (EVID 3 or 4) separates what comes before it from what comes after it.
- A value is compared with the range of its parameter in `data/`, or in a drug file of your own. A
  bare number of your own has no range. Of people the covariates are judged, and not the random
  variation around them: a range is that of the typical value, and the spread around it has a
  documented coefficient of its own.
- Doses into a compartment (`cmt`) are not compared with labels, because a label speaks of routes.
"""


def source(keys: list[str], status: str) -> str:
    doubt = status in ("memory", "secondary", "assumed")
    return f"{cited(' '.join(keys), '')} ({f'**{status}**' if doubt else status})"


def page() -> str:
    notes = _core.library_notes()
    lines = [HEAD, "## Notes in their order", "", "| note | shown when | source |", "|---|---|---|"]
    lines += [f"| {n.text} | {n.when} | {source(n.sources, n.status)} |" for n in notes]
    lines += ["", "## Numbers that decide", "", "Values in bold are unconfirmed.", ""]
    lines += ["| name | value | range | meaning and note | source |", "|---|---|---|---|---|"]
    for row in _core.library_safety():
        meaning = f"{row.meaning}; {row.note}" if row.note else row.meaning
        value, span = f"{row.value:g} {row.unit}", f"{row.low:g} to {row.high:g}"
        found = source(row.sources, row.status)
        lines.append(f"| `{row.name}` | {value} | {span} | {meaning} | {found} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(page().splitlines())} lines\n")
