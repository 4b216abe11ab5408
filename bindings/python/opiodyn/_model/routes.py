"""Routes of administration have a short name in regimens, and a long one in data files."""

from __future__ import annotations

ROUTES = {
    "po": "oral",
    "er": "oral-extended-release",
    "iv": "intravenous",
    "im": "intramuscular",
    "sc": "subcutaneous",
    "in": "intranasal",
    "sl": "sublingual",
    "depotrex": "depotrex",
}
"""Each short name has its long name here."""
