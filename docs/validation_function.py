"""This module writes the part of docs/validation.md on what each preset passes and fails."""

from __future__ import annotations

from collections.abc import Sequence

from validation_markdown import table

from opiodyn._validation.table import Row

HEAD = """\

## What each preset passes and fails

Two kinds of data say how long naltrexone blocks in man: scans of its occupancy, and effects of an
opioid that is given after it. Animals say what a block does to receptors. The hypothesis of a low
dose wants hours without a block. A cell has how many figures lie in their bands, and names those
that do not."""
SUBJECTS = {
    "occupancy (scans)": (
        *("V14-2", "V14-5", "V14-15", "V14-50", "V14-rmse", "V15-48", "V15-72", "V15-120"),
        *("V15-168", "V16", "V17", "V17-steady", "V19"),
    ),
    "function (an opioid after it)": (
        *("V28-24", "V28-48", "V28-72", "V29-25", "V29-100", "V29-after", "V31"),
        *("O5-liking", "O5-pupil", "bead-effect", "P16", "P16-order", "R4"),
    ),
    "receptors (animals)": (
        *("density-2-weeks", "density-acute-LDN", "density-acute-50", "small-pellet-density"),
        *("small-pellet-scaled", "supersensitive", "supersensitive-washed-out", "pellet-shift"),
    ),
    "free hours of a low dose (hypothesis)": ("rebound", "waking-tone", "inverted-U", "duration"),
}
WORDS = """\
`pet` and `slow` hold an opioid's effect down for days, as studies found. `transient` and `plasma`
leave a low dose its free hours, and fail the block of an opioid at 24 h by function as they fail it
by scans. No half-life of the effect site that the data support leaves 4.5 mg a day hours without a
block. `slow` was chosen with V28, and its off-rate is 5000 times slower than that of cells, which
only rebinding or internalisation could make."""


def section(rows: Sequence[Row]) -> list[str]:
    """Returns the section."""
    found = {row.case.id: row for row in rows}
    presets = rows[0].case.presets
    body = [
        [
            f"`{preset}`",
            *(_cell([found[name] for name in names], preset) for names in SUBJECTS.values()),
        ]
        for preset in presets
    ]
    return [HEAD, "", *table(("preset", *SUBJECTS), body), "", WORDS]


def _cell(rows: Sequence[Row], preset: str) -> str:
    failed = [row.case.id for row in rows if not row.case.inside(row.figures[preset])]
    count = f"{len(rows) - len(failed)} of {len(rows)}"
    return f"{count}; fails {', '.join(failed)}" if failed else count
