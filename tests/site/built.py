"""Where scripts/docs builds the site."""

from pathlib import Path

BUILT = Path(__file__).parents[2] / "build" / "docs"
