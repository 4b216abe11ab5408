"""What the notebooks show in git is what they print and draw now. Solutions of exercises run too.

`python docs/make_notebooks.py` stores the outputs anew.
"""

import base64
import io
import itertools
import re
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from matplotlib import image

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "docs"))

import make_notebooks  # noqa: E402

NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?")
# Numbers that came from a search may differ in their last digit from one processor to another.
NEAR = 0.02
# Letters are drawn a little differently by each version of FreeType.
FAR = 0.02


def words(text: str) -> list[str]:
    """The text between the numbers. Tables are as wide as their numbers, so blanks do not count."""
    return ["".join(part.split()) for part in NUMBER.split(text)]


def numbers(text: str) -> np.ndarray:
    return np.array([float(found.replace(",", "")) for found in NUMBER.findall(text)])


def same_text(known: str, found: str) -> bool:
    if known == found:
        return True
    if words(known) != words(found):
        return False
    x, y = numbers(known), numbers(found)
    return bool(np.all(np.abs(x - y) <= NEAR * np.maximum(np.abs(x), np.abs(y)) + 1e-9))


def difference(known: str, found: str) -> float:
    """The root mean square of differences of two pictures in base64; 1 is black to white."""
    x, y = (image.imread(io.BytesIO(base64.b64decode(text))) for text in (known, found))
    assert x.shape == y.shape
    return float(np.sqrt(np.mean((x - y) ** 2)))


def compare(cell: str, known: nbformat.NotebookNode, found: nbformat.NotebookNode) -> None:
    assert known.output_type == found.output_type, cell
    if known.output_type == "stream":
        assert same_text(known.text, found.text), (cell, known.text, found.text)
        return
    assert set(known.data) == set(found.data), cell
    assert same_text(known.data["text/plain"], found.data["text/plain"]), (cell, found.data)
    if "image/png" in known.data:
        assert difference(known.data["image/png"], found.data["image/png"]) < FAR, cell


@pytest.mark.parametrize("path", make_notebooks.paths(), ids=lambda path: path.stem)
def test_the_outputs_are_fresh(path: Path) -> None:
    known, found = nbformat.read(path, as_version=4), make_notebooks.executed(path)
    for one, other in zip(known.cells, found.cells, strict=True):
        if one.cell_type != "code":
            continue
        assert len(one.outputs) == len(other.outputs), f"{one.id}: run docs/make_notebooks.py"
        for pair in zip(one.outputs, other.outputs, strict=True):
            compare(one.id, *pair)


def test_texts_that_differ_are_told_apart() -> None:
    assert same_text("peak  1.23 at 4 h", "peak 1.24 at 4 h")
    assert not same_text("peak 1.23 at 4 h", "peak 1.33 at 4 h")
    assert not same_text("peak 1.23", "trough 1.23")


def test_pictures_that_differ_are_told_apart() -> None:
    def picture(level: float) -> str:
        file = io.BytesIO()
        image.imsave(file, np.full((8, 8, 3), level))
        return base64.b64encode(file.getvalue()).decode()

    known, near, far = map(picture, (0.5, 0.505, 0.6))
    assert difference(known, near) < FAR < difference(known, far)


def test_no_output_names_a_machine() -> None:
    for path in make_notebooks.paths():
        for cell in nbformat.read(path, as_version=4).cells:
            texts = itertools.chain.from_iterable(
                [out.get("text", ""), *out.get("data", {}).values()]
                for out in cell.get("outputs", [])
            )
            assert not [text for text in texts if " at 0x" in text or "site-packages" in text]
