"""What text a picture has, and where: tests of pictures read it while they are saved."""

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

from matplotlib.figure import Figure
from matplotlib.text import Text

_TOUCH = 1.0  # pixels of two boxes that may lie over each other: they are rounded, with a rim


class Written(NamedTuple):
    """A text that is drawn, with its size [pt], its box [pixels], and the picture's size."""

    text: str
    size: float
    left: float
    bottom: float
    right: float
    top: float
    width: float
    height: float

    def covers(self, other: "Written") -> bool:
        """Tells whether a box lies over another one."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide > _TOUCH and high > _TOUCH

    def leaves(self) -> bool:
        """Tells whether a box crosses an edge of the picture."""
        beyond = (self.right - self.width, self.top - self.height, -self.left, -self.bottom)
        return max(beyond) > _TOUCH


def written(figure: Figure, save: Callable[[], object], monkeypatch) -> list[Written]:
    """Saves a figure, and returns its text: marks beyond the ends of an axis are not drawn.

    Another draw may move what a layout places, so that the one that saves is read.
    """
    found: dict[Text, Written] = {}
    own = Text.draw

    def draw(text, renderer, *args, **named):
        own(text, renderer, *args, **named)
        if text.get_visible() and text.get_text().strip():
            box = text.get_window_extent(renderer)
            ends = (box.x0, box.y0, box.x1, box.y1, figure.bbox.width, figure.bbox.height)
            found[text] = Written(text.get_text(), text.get_fontsize(), *map(float, ends))

    with monkeypatch.context() as patch:
        patch.setattr(Text, "draw", draw)
        save()
    return list(found.values())


def faults(texts: list[Written], smallest: float) -> list[str]:
    """Returns what is wrong with the text of a picture."""
    found = [f"{a.text!r} over {b.text!r}" for a, b in combinations(texts, 2) if a.covers(b)]
    found += [f"{one.text!r} has {one.size:g} pt" for one in texts if one.size < smallest]
    return found + [f"{one.text!r} leaves the picture" for one in texts if one.leaves()]
