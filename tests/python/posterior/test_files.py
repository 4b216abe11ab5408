"""The files of the posterior are written as they are read, and damage is one typed error."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import refused
from opiodyn import _core
from opiodyn._posterior import about as about_file
from opiodyn._posterior.files import read, write

RATE, PEPTIDE = "naltrexone.ke0", "beta-endorphin.mu.e0"
AGAIN = "the file is damaged: install opiodyn again"


def damage(folder, name, change):
    """Changes the lines of a file, and forgets what was read."""
    path = folder / name
    lines = path.read_text().splitlines()
    change(lines)
    path.write_text("\n".join([*lines, ""]))
    read.cache_clear()
    return path


def replaced(old, new):
    def change(lines):
        (at,) = [i for i, line in enumerate(lines) if line.startswith(old)]
        lines[at] = new

    return change


def test_values_have_five_digits_and_rows_are_shuffled_by_the_seed(tmp_path, said):
    exact = np.linspace(0.02, 0.04, 50) * (1.0 + 1e-9)
    write(tmp_path, pd.DataFrame({RATE: exact}), said)
    header, *cells = (tmp_path / "draws.csv").read_text().splitlines()
    assert header == RATE
    assert sorted(map(float, cells)) == [float(f"{x:.5g}") for x in exact]
    assert max(len(cell.lstrip("0.")) for cell in cells) == 5
    first = (tmp_path / "draws.csv").read_bytes()
    write(tmp_path, pd.DataFrame({RATE: exact}), said)
    assert (tmp_path / "draws.csv").read_bytes() == first
    write(tmp_path, pd.DataFrame({RATE: exact}), {**said, "seed": 4})
    assert (tmp_path / "draws.csv").read_bytes() != first
    # A row stays whole.
    write(tmp_path, pd.DataFrame({RATE: exact, PEPTIDE: exact / 4.0}), said)
    rates, levels = read(tmp_path).numbers.T
    assert levels == pytest.approx(rates / 4.0, rel=1e-4)  # of two values with five digits


def test_what_is_said_is_read_again(folder, said):
    about = read(folder).about._asdict()
    assert {name: about[name] for name in said} == said
    text = about_file.written(read(folder).about)
    assert about_file.parsed(text, "about.toml") == read(folder).about


@pytest.mark.parametrize(
    ("change", "field", "value", "rule"),
    [
        (lambda rows: rows.pop(), "", "5 rows", "must be 6, as about.toml says"),
        (lambda rows: rows.append(rows[1]), "", "7 rows", "must be 6, as about.toml says"),
        (
            lambda rows: rows.__setitem__(3, "nan,1,2,3"),
            f":4: {RATE}",
            "'nan'",
            "must be a finite number",
        ),
        (
            lambda rows: rows.__setitem__(2, "1,x,2,3"),
            f":3: {PEPTIDE}",
            "'x'",
            "must be a finite number",
        ),
        (
            lambda rows: rows.__setitem__(6, "1,2,3"),
            ":7",
            "3 values",
            "must be 4, one for each column",
        ),
        (
            lambda rows: rows.__setitem__(slice(None), [row.split(",", 1)[1] for row in rows]),
            ":1",
            f"'{RATE}'",
            "is missing; about.toml lists this column",
        ),
        (
            lambda rows: rows.__setitem__(0, rows[0].replace(RATE, PEPTIDE)),
            ":1",
            f"'{PEPTIDE}'",
            "is the name of two columns",
        ),
        (lambda rows: rows.clear(), ":1", "''", "unknown"),
        (
            lambda rows: rows.__setitem__(0, rows[0].replace(".ke0", ".keo")),
            ":1",
            "'naltrexone.keo'",
            "unknown; known: ",
        ),
    ],
)
def test_damaged_draws_name_file_line_and_fault(folder, change, field, value, rule):
    path = damage(folder, "draws.csv", change)
    error = refused(od.posterior)
    assert (error.field, error.value) == (f"{path}{field}", value)
    assert error.rule.startswith(rule)
    assert error.rule.endswith(AGAIN)


@pytest.mark.parametrize(
    ("old", "new", "key", "value", "rule"),
    [
        ("seed", "", "", "seed", "is missing"),
        ("seed", "sead = 3", "", "'sead'", "unknown; did you mean 'seed'?"),
        ("seed", "seed = -1", ": seed", "-1", "at least 0"),
        ("draws", "draws = 0", ": draws", "0", "at least 1"),
        ("r_hat", "r_hat = nan", ": r_hat", "nan", "above 0"),
        ("r_hat", "r_hat = 1.02", ": offered", "true", "R-hat 1.02 is above 1.01"),
        ("offered", "offered = 1", ": offered", "1", "True or False"),
        ("biophase", 'biophase = "pett"', ": biophase", "'pett'", "did you mean 'pet'"),
        ("seed", "seed = ", "", "its text", "is not valid TOML"),
    ],
)
def test_damaged_words_name_file_key_and_fault(folder, old, new, key, value, rule):
    path = damage(folder, "about.toml", replaced(old, new))
    error = refused(od.posterior)
    assert (error.field, error.value) == (f"{path}{key}", value)
    assert rule in error.rule
    assert error.rule.endswith(AGAIN)


@pytest.mark.parametrize("name", ["draws.csv", "about.toml"])
def test_a_missing_or_binary_file_is_named(folder, name):
    (folder / name).write_bytes(b"\xff\xfe")
    read.cache_clear()
    error = refused(od.posterior)
    assert (error.field, error.value) == ("posterior", str(folder / name))
    assert error.rule.startswith("is not a text in UTF-8")
    (folder / name).unlink()
    assert refused(od.posterior).rule.startswith("cannot be read: ")


def test_another_library_names_both_versions(folder):
    other = "0" * 64
    damage(folder, "about.toml", replaced("library", f'library = "{other}"'))
    error = refused(lambda: od.uncertainty(od.regimen("morphine 5 mg iv"), source="posterior"))
    assert (error.field, error.value) == ("posterior", other[:12])
    assert "made by opiodyn 9.8.7" in error.rule
    assert f"opiodyn {_core.__version__} here" in error.rule
    assert "run the calibration again" in error.rule
    assert AGAIN not in error.rule


def test_the_hash_of_the_library_sees_a_name_and_a_value(monkeypatch):
    class Row:
        def __init__(self, name, value):
            self.name, self.value = name, value

    def of(*rows):
        monkeypatch.setattr(_core, "library_parameters", lambda: [Row(*row) for row in rows])
        return about_file.library_hash(["a", "b"])

    one = of(("a.K", 1.0), ("b.K", 2.0))
    assert of(("b.K", 2.0), ("a.K", 1.0)) == one
    assert of(("a.K", 1.0), ("b.K", 2.0), ("another.K", 3.0)) == one
    assert one not in (
        of(("a.K", 1.0), ("b.K", np.nextafter(2.0, 3.0))),
        of(("a.K", 1.0), ("b.koff", 2.0)),
        of(("a.K", 1.0)),
    )


@pytest.mark.parametrize(
    ("columns", "changed", "field"),
    [
        ({RATE: [0.02, np.nan]}, {}, f":3: {RATE}"),
        ({"naltrexone.keo": [0.02]}, {}, ":1"),
        ({RATE: []}, {}, "about: draws"),
        ({}, {}, "about: draws"),
        ({RATE: [0.02]}, {"seed": "x"}, "about: seed"),
        ({RATE: [0.02]}, {"draws": 1}, "about['draws']"),
        ({RATE: [0.02]}, {"library": "0"}, "posterior"),
        ({RATE: [0.02]}, {"r_hat": 2.0}, "about: offered"),
        ({RATE: np.linspace(0.02, 0.03, 300_000)}, {}, "draws.csv"),
    ],
)
def test_what_the_reader_would_refuse_is_not_written(tmp_path, said, columns, changed, field):
    said = {**said, "seed": 0} | changed
    error = refused(lambda: write(tmp_path, pd.DataFrame(columns), said))
    assert error.field.endswith(field) or field in error.field
    assert list(tmp_path.iterdir()) == []
