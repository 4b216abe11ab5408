"""What tests ask of figures: whether their text has room."""

import itertools

from matplotlib.text import Text


def crowded(figure):
    """Returns the texts of a picture that leave the figure, and the pairs that overlap.

    Numbers at the axes and at curves are left out: those at a curve may cross it.
    """
    figure.canvas.draw()
    renderer, whole = figure.canvas.get_renderer(), figure.bbox
    around = [text for band in figure.subfigs[0::2] for text in band.findobj(Text)]
    beside = [axis.label for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]
    titles = [axes._left_title for axes in figure.axes]
    found = _boxes([*around, *beside, *titles], renderer)
    assert len(found) > 5
    outside = [
        text
        for text, box in found
        if not (whole.x0 <= box.x0 <= box.x1 <= whole.x1)
        or not (whole.y0 <= box.y0 <= box.y1 <= whole.y1)
    ]
    return [*outside, *_overlapping(found)]


def _boxes(texts, renderer):
    shown = [text for text in texts if text.get_visible() and text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in shown]


def _overlapping(found):
    for (first, one), (second, other) in itertools.combinations(found, 2):
        width = min(one.x1, other.x1) - max(one.x0, other.x0)
        height = min(one.y1, other.y1) - max(one.y0, other.y0)
        # Boxes hold the room for letters below the line; lines of a paragraph share some of it.
        if width > 1.0 and height > 0.25 * min(one.height, other.height):
            yield first, second
