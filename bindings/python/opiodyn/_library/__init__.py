"""This room reads drug files (docs/drug-files.md): the library of the project and a caller's own.

It imports the standard library alone and nothing from the rest of the package, because the build
reads the library with it.
"""

from .errors import DrugFileError
from .files import read_own
from .library import Library, read_library
from .rows import (
    Alternative,
    Brand,
    Contested,
    Correlation,
    Covariate,
    Input,
    Note,
    Parameter,
    Preset,
    Reference,
    Route,
    Substance,
    Variability,
)

__all__ = [
    "Alternative",
    "Brand",
    "Contested",
    "Correlation",
    "Covariate",
    "DrugFileError",
    "Input",
    "Library",
    "Note",
    "Parameter",
    "Preset",
    "Reference",
    "Route",
    "Substance",
    "Variability",
    "read_library",
    "read_own",
]
