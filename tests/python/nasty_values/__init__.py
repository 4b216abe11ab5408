"""Values that a careless check would take, or fail on.

A function makes each anew, because generators are used up and a call might change a list.
"""

from nasty_values.containers import CONTAINERS, OF_PANDAS
from nasty_values.made import TouchedError
from nasty_values.numbers import NUMBERS, OF_NUMPY
from nasty_values.objects import OBJECTS, TOUCHY
from nasty_values.texts import TEXTS

__all__ = ["NASTY", "TouchedError"]

NASTY = {**NUMBERS, **OF_NUMPY, **OF_PANDAS, **TEXTS, **CONTAINERS, **TOUCHY, **OBJECTS}
