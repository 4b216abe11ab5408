"""This module has the words for routes of administration."""

from __future__ import annotations

from opiodyn._model.routes import ROUTES

_WORDS = {
    "po": "by mouth",
    "er": "as extended-release tablet",
    "iv": "by vein",
    "im": "into muscle",
    "sc": "under the skin",
    "in": "by nose",
    "sl": "under the tongue",
    "depotrex": "as Depotrex into muscle",
}


def long_name(route: str) -> str:
    """Returns the name that a route has in data files; it is empty for no route."""
    return ROUTES.get(route, "")


def words(route: str) -> str:
    """Returns a route in words; the text is empty for no route."""
    return _WORDS.get(route, "")
