"""The notebooks are as they should be in git. That they run is tested by tests/notebooks."""

import json
import re

import nbformat
import pytest
from nbclient import NotebookClient

import opiodyn as od
from fixtures import ROOT

FOLDER = ROOT / "examples" / "notebooks"
MOST_LINES = 34  # of a cell on a screen


def number(path):
    """The number in front of the name of a notebook."""
    return int(path.stem.split("_")[0])


NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"), key=number)

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def title(path):
    """The heading, without its #."""
    return cells(path, "markdown")[0].source.splitlines()[0].removeprefix("# ")


def test_they_are_numbered():
    assert [number(path) for path in NOTEBOOKS] == [*range(1, 12)]


@each
def test_it_is_valid_and_plainly_written(path):
    text = path.read_text(encoding="utf-8")
    nbformat.validate(nbformat.reads(text, as_version=4))
    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"


@each
def test_it_is_stored_with_its_picture_and_without_counts(path):
    code = cells(path, "code")
    assert {(cell.execution_count, len(cell.metadata)) for cell in code} == {(None, 0)}
    shown = [output.get("data", {}) for output in code[-1].outputs]
    assert any("image/png" in data for data in shown)


@each
def test_its_cells_have_ids_that_say_what_they_are(path):
    ids = [cell.id for kind in ("code", "markdown") for cell in cells(path, kind)]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


@each
def test_it_opens_with_a_heading_and_a_question(path):
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith(f"# {number(path)}. ")
    question = re.search(r"\*\*Question\.\*\*(.*?)\n\n", first.source, re.DOTALL)
    assert question
    assert question[1].endswith("?")


@each
def test_it_ends_with_a_picture_and_an_exercise_with_a_hint(path):
    *_, picture, exercise = nbformat.read(path, as_version=4).cells
    assert (picture.cell_type, picture.id) == ("code", "picture")
    assert exercise.cell_type == "markdown"
    assert exercise.source.startswith("## Exercise\n")
    assert "\n*Hint.* " in exercise.source
    assert "\n<details><summary>Solution</summary>\n" in exercise.source


@each
def test_its_code_fits_on_a_screen(path):
    long = {cell.id: cell.source.count("\n") + 1 for cell in cells(path, "code")}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_its_data_say_where_they_are_from(path):
    text = path.read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any(line.startswith("# Source: ") for line in head)
    assert any(line.startswith("# Status: ") for line in head)
    assert any(path.name in book.read_text(encoding="utf-8") for book in NOTEBOOKS)


def test_the_infusion_of_remifentanil_is_that_of_its_source():
    """The source gives the amount of each of its 17 intervals [ug]; they add up to 1439.8."""
    table = od.read_events(FOLDER / "remifentanil.csv", drug="remifentanil")
    (dose,) = table.frame[table.frame["evid"] == 1].itertuples()
    assert 1000 * dose.amt == pytest.approx(1439.8)
    assert 60 * dose.amt / dose.rate == pytest.approx(20.0)  # min
    assert table.frame["dv"].count() == 47


# In the first, an organ bath, nobody takes anything.
@pytest.mark.parametrize("path", NOTEBOOKS[1:], ids=lambda path: path.stem)
def test_it_says_that_it_is_a_model(path):
    assert "A model, not medical advice." in path.read_text(encoding="utf-8")


@each
def test_the_list_of_notebooks_has_it(path):
    listed = (path.parent / "README.md").read_text(encoding="utf-8")
    assert f"[{path.stem}]({path.name})" in listed


def test_the_first_five_have_a_cpp_twin_of_the_same_title():
    twins = sorted((ROOT / "examples" / "cpp").glob("notebook_*.cpp"))
    assert [twin.stem.removeprefix("notebook_") for twin in twins] == [
        path.stem for path in NOTEBOOKS[:5]
    ]
    for twin, path in zip(twins, NOTEBOOKS, strict=False):
        lines = twin.read_text(encoding="utf-8").splitlines()
        assert lines[0] == f"// {title(path)}"
        assert path.name in " ".join(lines[:4])


def test_a_picture_of_ones_own_shows_after_one_of_the_library():
    sources = (
        "import opiodyn as od\nod.simulate(od.regimen('naltrexone 4.5 mg po')).plot()",
        "import matplotlib.pyplot as plt\nplt.plot([0, 1]);",
    )
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in sources])
    NotebookClient(book, timeout=120).execute()
    for cell in book.cells:
        assert "image/png" in cell.outputs[-1].get("data", {})
