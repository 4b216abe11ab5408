"""What PEtab cannot say is one error, and no folder appears or changes."""

import libsbml
import pytest

import opiodyn as od
from exchanged.studies import ONE_DOSE, SEVERAL, plasma, written
from fixtures import plain
from opiodyn._exchange.petab import folder as folders

INTRAVENOUS = od.Drug("mydrug", molar_mass=300.0, CL=18.0, V=[80.0])
LAGGED = od.Drug(
    "mydrug", molar_mass=300.0, CL=18.0, V=[80.0], absorption=[od.FirstOrder(ka=1.5, lag=0.5)]
)


CASES = {
    "censored": (
        plasma(ONE_DOSE + "24,.,BLQ\n", lloq=1.0),
        "row 7, column DV",
        "is below a limit of 1, which PEtab 1 cannot say; fit such a table with opiodyn.fit",
    ),
    "changed during the run": (
        plasma(
            "TIME,AMT,DV,mydrug.V1\n0,50,.,80\n1,.,310,80\n2,.,340,90\n4,.,210,90\n",
            vary={"mydrug.CL": (2.0, 200.0)},
        ),
        "table",
        "leave out the column of the table that changes",
    ),
    "a reset of one subject": (
        plasma(
            "ID,TIME,AMT,EVID,DV\n1,0,50,1,.\n1,1,.,0,310\n1,2,.,0,300\n1,9,.,3,.\n1,10,50,1,.\n"
            "1,12,.,0,330\n2,0,50,1,.\n2,2,.,0,330\n"
        ),
        "table",
        "resets (EVID 3 and 4) must be the same in all of them",
    ),
    "a lag": (
        plasma(vary={"mydrug.oral.lag": (0.1, 1.0)}, model=plain(LAGGED)),
        "vary",
        "times of doses depend on it",
    ),
    "a jump of what is observed": (
        plasma(
            "TIME,AMT,DV\n0,50,.\n0,.,600\n1,.,500\n4,.,210\n",
            model=plain(INTRAVENOUS),
            vary={"mydrug.CL": (2.0, 200.0)},
        ),
        "row 3, column DV",
        "PEtab does not say which of the two comes first",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_refusal_writes_nothing(tmp_path, case):
    study, field, rule = CASES[case]
    with pytest.raises(od.InputError) as error:
        written(tmp_path / "problem", **study)
    assert error.value.field == field
    assert rule in error.value.rule
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_leaves_the_problem_that_is_there(tmp_path):
    folder = written(tmp_path / "problem", **plasma())
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    with pytest.raises(od.InputError):
        written(folder, **CASES["censored"][0])
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    assert [one.name for one in tmp_path.iterdir()] == ["problem"]


def test_an_error_of_the_objective_names_its_field(tmp_path):
    with pytest.raises(od.InputError, match="observe"):
        written(tmp_path / "problem", **plasma(observe={"DV": "mass_concentration.mydrag"}))
    with pytest.raises(od.UnknownNameError, match="error"):
        written(tmp_path / "problem", **plasma(error="proportionate"))
    assert list(tmp_path.iterdir()) == []


def test_a_problem_of_ours_is_replaced_as_a_whole(tmp_path):
    folder = written(tmp_path / "problem", **plasma())
    before = (folder / "parameters.tsv").read_text(encoding="utf-8")
    written(folder, **plasma(start={"mydrug.CL": 33.0}))
    assert "33.0" in (folder / "parameters.tsv").read_text(encoding="utf-8")
    assert before != (folder / "parameters.tsv").read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["problem"]
    assert len(list(folder.iterdir())) == 6


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "problem").mkdir()
    assert len(list(written(tmp_path / "problem", **plasma()).iterdir())) == 6


@pytest.mark.parametrize("file", ["notes.txt", "problem.yaml", "model.xml"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path, file):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / file).write_text("mine", encoding="utf-8")
    with pytest.raises(od.InputError, match="no problem of opiodyn; choose another folder"):
        written(folder, **plasma())
    assert [one.read_text(encoding="utf-8") for one in folder.iterdir()] == ["mine"]


def test_a_file_beside_a_problem_is_not_lost(tmp_path):
    folder = written(tmp_path / "problem", **plasma())
    (folder / "results.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(od.InputError, match=r"holds 'results\.csv' too, which would be lost"):
        written(folder, **plasma())
    assert (folder / "results.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["", "missing/problem", "a\0b", "x" * 300])
def test_a_folder_that_cannot_be_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(od.InputError) as error:
        written(name, **plasma())
    assert error.value.field == "folder"
    assert list(tmp_path.iterdir()) == []


def test_a_file_or_a_link_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(od.InputError, match="is a file or a link"):
            written(tmp_path / name, **plasma())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "link"]


@pytest.mark.parametrize("broken", range(1, 7))
def test_a_disk_that_fails_leaves_what_was_there(tmp_path, monkeypatch, broken):
    folder = written(tmp_path / "problem", **plasma())
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    real, calls = folders.files.write, []

    def failing(*arguments, **options):
        calls.append(arguments)
        if len(calls) == broken:
            raise OSError(28, "No space left on device")
        real(*arguments, **options)

    monkeypatch.setattr(folders.files, "write", failing)
    with pytest.raises(OSError, match="No space"):
        written(folder, **plasma(start={"mydrug.CL": 33.0}))
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    assert [one.name for one in tmp_path.iterdir()] == ["problem"]


def test_a_name_that_cannot_change_leaves_what_was_there(tmp_path, monkeypatch):
    folder = written(tmp_path / "problem", **plasma())
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    real = folders.Path.rename

    def failing(path, target):
        if folders.Path(target).name == "problem" and (path / "problem.yaml").exists():
            text = (path / "parameters.tsv").read_text(encoding="utf-8")
            if "33.0" in text:
                raise OSError(5, "Input/output error")
        return real(path, target)

    monkeypatch.setattr(folders.Path, "rename", failing)
    with pytest.raises(OSError, match="Input/output"):
        written(folder, **plasma(start={"mydrug.CL": 33.0}))
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    assert [one.name for one in tmp_path.iterdir()] == ["problem"]


def test_amounts_that_differ_pass_the_check_of_units(tmp_path):
    folder = written(tmp_path / "problem", **plasma(SEVERAL))
    document = libsbml.readSBMLFromFile(str(folder / "model.xml"))
    document.checkConsistency()
    assert document.getNumErrors() == 0, document.getErrorLog().toString()
