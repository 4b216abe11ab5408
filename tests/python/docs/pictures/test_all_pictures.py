"""Every picture of the repository is the one that docs/make_pictures.py draws, and can be read."""

import re
import sys
import tomllib

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from drawn_text import faults, written
from fixtures import ROOT

IMAGES = ROOT / "docs/images"
MOST = 0.02  # root mean square of differences, as a share of the whole range of a pixel
SMALLEST, IN_A_TALK = 7.0, 14.0  # pt
AGAIN = "else: python docs/make_pictures.py"


@pytest.fixture(scope="module")
def maker():
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import make_pictures

        yield make_pictures
    finally:
        sys.path.remove(str(ROOT / "docs"))


def names_on_file(kind):
    return {path.name for path in IMAGES.glob("*.png") if path.stem.split("-")[0] == kind}


def difference(one, other):
    """The root mean square of the differences of pixels [-]; infinite if sizes differ."""
    a, b = (plt.imread(path)[..., :3] for path in (one, other))
    return float(np.sqrt(np.mean((a - b) ** 2))) if a.shape == b.shape else np.inf


def talks(maker):
    """The names of the pictures of the gallery whose code asks for the style of a talk."""
    page = maker.GALLERY.read_text(encoding="utf-8")
    code, found = "", set()
    for part in maker.BLOCK_OR_PICTURE.finditer(page):
        if part["code"]:
            code = part["code"]
        elif '"talk"' in code:
            found.add(f"{part['name']}.png")
    return found


@pytest.mark.parametrize("kind", ["benchmarks", "calibration", "gallery", "month", "validation"])
def test_pictures_are_those_on_file_and_no_text_is_small_or_under_another(
    maker, kind, tmp_path, monkeypatch
):
    found, in_talks, save = {}, talks(maker), Figure.savefig

    def read_and_save(figure, path, **named):
        smallest = IN_A_TALK if path.name in in_talks else SMALLEST
        texts = written(figure, lambda: save(figure, path, **named), monkeypatch)
        assert texts, path.name
        found[path.name] = faults(texts, smallest)

    monkeypatch.setattr(Figure, "savefig", read_and_save)
    maker.SETS[kind](tmp_path)
    assert set(found) == names_on_file(kind), AGAIN
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    apart = {name: difference(tmp_path / name, IMAGES / name) for name in found}
    assert {name: rms for name, rms in apart.items() if rms >= MOST} == {}, AGAIN


def test_every_picture_belongs_to_a_set(maker):
    stems = {path.stem.split("-")[0] for path in IMAGES.iterdir()}
    assert stems == set(maker.SETS)


def test_a_stale_picture_differs(tmp_path):
    """A line that is moved by a tenth of the panel is found, and another size too."""
    for name, shift in (("old", 0.0), ("new", 0.1)):
        figure, axes = plt.subplots(figsize=(4, 3))
        axes.plot([0.0, 1.0], [shift, 1.0 + shift], linewidth=3.0)
        axes.set(ylim=(0.0, 1.2))
        figure.savefig(tmp_path / f"{name}.png", dpi=80)
    figure.savefig(tmp_path / "large.png", dpi=81)
    plt.close("all")
    assert difference(tmp_path / "old.png", tmp_path / "old.png") == 0.0
    assert difference(tmp_path / "old.png", tmp_path / "new.png") >= MOST
    assert difference(tmp_path / "old.png", tmp_path / "large.png") == np.inf


def test_text_over_text_and_small_text_are_found(monkeypatch, tmp_path):
    figure = Figure(figsize=(4, 3))
    figure.text(0.5, 0.5, "one", fontsize=12)
    figure.text(0.5, 0.5, "other", fontsize=6)
    figure.text(0.95, 0.2, "beyond the edge", fontsize=12)
    texts = written(figure, lambda: figure.savefig(tmp_path / "a.png"), monkeypatch)
    assert faults(texts, SMALLEST) == [
        "'one' over 'other'",
        "'other' has 6 pt",
        "'beyond the edge' leaves the picture",
    ]


def test_each_of_twelve_pictures_has_code_above_it_and_words_for_who_cannot_see_it(maker):
    page = maker.GALLERY.read_text(encoding="utf-8")
    parts = [*maker.BLOCK_OR_PICTURE.finditer(page)]
    pictures = [part for part in parts if part["name"]]
    assert len(pictures) == 12
    for part in pictures:
        above = parts[parts.index(part) - 1]
        assert re.search(r"^ *figure\b", above["code"], re.MULTILINE), part["name"]
        assert 60 <= len(part["alt"]) <= 260, part["name"]
    assert len({part["alt"] for part in pictures}) == 12
    assert page.count("images/") == 12  # the pattern finds each of them


def test_pages_show_the_pictures_with_words(maker):
    """Every picture stands on a page, each time with words in its place."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for alt, name in re.findall(r"!\[([^\]]*)\]\((?:docs/)?images/([\w-]+\.png)\)", text):
            shown.setdefault(name, []).append(alt)
    assert set(shown) == {path.name for path in IMAGES.iterdir()}
    assert all(len(alt) >= 10 for alts in shown.values() for alt in alts)


def test_other_versions_of_matplotlib_write_nothing(maker, tmp_path, monkeypatch):
    monkeypatch.setattr(mpl, "__version__", "3.8.0")
    with pytest.raises(SystemExit, match=r"matplotlib 3\.8\.0: pictures are drawn by 3\.\d+\.\d+"):
        maker.main(["month", "--folder", str(tmp_path)])
    assert not any(tmp_path.iterdir())


def test_the_version_is_pinned_in_the_extra_of_the_docs(maker):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"matplotlib=={maker.pinned()}" in project["optional-dependencies"]["docs"]
