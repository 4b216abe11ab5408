"""Reads drug files (docs/drug-files.md): the library of the project, and files of the caller's own.

Standard library only, and nothing from the rest of the package: the build uses it to compile the
library in.
"""

from .errors import DrugFileError
from .files import read_own
from .library import Library, read_library
from .rows import (
    Correlation,
    Covariate,
    Input,
    Parameter,
    Preset,
    Reference,
    Route,
    Substance,
    Variability,
)

__all__ = [
    "Correlation",
    "Covariate",
    "DrugFileError",
    "Input",
    "Library",
    "Parameter",
    "Preset",
    "Reference",
    "Route",
    "Substance",
    "Variability",
    "read_library",
    "read_own",
]
