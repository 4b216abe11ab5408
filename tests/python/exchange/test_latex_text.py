"""The article in LaTeX is one that compiles, as far as this can be seen without TeX."""

import re
from pathlib import Path

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser

import opiodyn as od
from exchanged.article_reader import equations
from exchanged.articles import CASES, article, parts
from opiodyn._exchange.export import export
from opiodyn._exchange.latex.escape import escaped
from opiodyn._exchange.latex.kinds import PARAMETERS
from opiodyn._exchange.latex.typesetter import width
from opiodyn._library.schema import PARAMETER_KINDS

THEORY = Path(__file__).parents[3] / "docs" / "theory.md"
PAGE = 25.7 / 2.54 * 72.0
"""The width of the text [pt] on paper of 29.7 cm with margins of 2 cm."""
WIDEST = 15
"""So many of the widest rows are set, because setting takes long."""
PACKAGES = {"amsmath", "booktabs", "fontenc", "geometry", "inputenc", "longtable"}


def exported(tmp_path, regimen, **options):
    path = tmp_path / "model.tex"
    export(od.regimen(regimen), path, model=od.Model(**options))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_braces_and_environments_close(tmp_path, case):
    text = article(tmp_path, *CASES[case])
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"'(_\{[^{}]*\})?\^", text)  # two superscripts
    assert text.count(r"\left(") == text.count(r"\right)")
    open_ones = []
    for word, name in re.findall(r"\\(begin|end)\{([a-z*]+)\}", text):
        if word == "begin":
            open_ones.append(name)
        else:
            assert open_ones.pop() == name
    assert open_ones == []
    assert set(re.findall(r"\\usepackage(?:\[.*?\])?\{(\w+)\}", text)) == PACKAGES


@pytest.mark.parametrize("case", CASES)
def test_rows_of_tables_have_the_cells_of_their_heads(tmp_path, case):
    text = article(tmp_path, *CASES[case])
    tables = re.findall(r"\\begin\{longtable\}(.*?)\\end\{longtable\}", text, re.DOTALL)
    assert len(tables) >= 4
    for table in tables:
        rows = [line for line in table.splitlines() if line.endswith(r" \\")]
        assert len({len(re.findall(r"(?<!\\)&", row)) for row in rows}) == 1


@pytest.mark.parametrize("case", CASES)
def test_numbers_of_equations_are_those_of_the_theory(tmp_path, case):
    theory = THEORY.read_text(encoding="utf-8")
    numbers = {number for _, _, number in equations(article(tmp_path, *CASES[case])) if number}
    assert {"2", "5r" if case == "retention" else "5"} <= numbers
    assert {"7"} <= numbers if case == "equilibrium" else "6" in numbers
    for number in numbers:
        assert re.search(rf"\({number}\)", theory), number


@pytest.mark.parametrize("case", CASES)
def test_rows_of_equations_can_be_set_and_fit_on_the_page(tmp_path, case):
    parser = MathTextParser("path")
    every = rows(article(tmp_path, *CASES[case]))
    for row in sorted(every, key=width)[-WIDEST:]:
        across, *_ = parser.parse(f"${row}$", dpi=72, prop=FontProperties(size=10))
        assert across < PAGE - 40.0, row  # the number of the equation stands beside it


def rows(text):
    """The rows of the equations as they are set."""
    lines = re.findall(r"^.* &= .*$|^&\\quad.*$", text, re.MULTILINE)
    return [re.sub(r" \\tag\{.*\}| \\\\$|&\\quad|&", "", line) for line in lines]


def test_a_name_with_characters_of_latex_is_escaped(tmp_path):
    own = od.endpoint("cough_50%&$#{x}~^", receptor="mu", n=1.5)
    text = exported(tmp_path, "naltrexone 50 mg po", endpoints=[own])
    written = r"cough\_50\%\&\$\#\{x\}\textasciitilde{}\textasciicircum{}"
    assert rf"E_{{\text{{{written}}}}}" in text
    assert "cough_50%" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a_b", r"a\_b"),
        ("\\input{x}", r"\textbackslash{}input\{x\}"),
        ("Lötsch", "Lötsch"),
        ("中", "U+4E2D"),
        ("a\nb", "aU+000Ab"),
    ],
)
def test_text_is_printed_as_it_is(text, expected):
    assert escaped(text) == expected


def test_every_kind_of_parameter_has_a_symbol():
    assert set(PARAMETER_KINDS) <= set(PARAMETERS)


@pytest.mark.parametrize("case", CASES)
def test_every_state_and_quantity_has_a_symbol(case):
    _, symbols = parts(*CASES[case])
    assert [one for one in symbols.states if one.startswith(r"\text")] == []
    assert [one for one in symbols.named.values() if one.startswith(r"\text")] == []


def test_what_no_events_can_say_stands_in_the_table_of_doses(tmp_path):
    regimen = "naltrexone 50 mg po q24h ss + set naltrexone.CL=40 at 5h + reset at 30h"
    text = exported(tmp_path, regimen)
    assert "from the steady state of every 24 h" in text
    assert "naltrexone.CL = 40" in text
    assert "all states become drug-free" in text


def test_values_units_and_sources_stand_beside_symbols(tmp_path):
    text = exported(tmp_path, "naltrexone 4.5 mg po", parameters={"naltrexone.CL": 123.25})
    row = next(line for line in text.splitlines() if " & naltrexone.CL & " in line)
    assert row == (
        r"$\mathrm{CL}_{\text{naltrexone}}$ & naltrexone.CL & $123.25$ & L/h & U & caller \\"
    )
    assert r"\item[{" in text


def test_times_make_no_sense_in_an_article(tmp_path):
    with pytest.raises(od.InputError, match="does not say when to compute"):
        export(od.regimen("naltrexone 4.5 mg po"), tmp_path / "model.tex", end=24.0)
    assert list(tmp_path.iterdir()) == []
