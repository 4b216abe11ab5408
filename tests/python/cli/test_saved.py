"""`opiodyn simulate -o run.nc` saves the run, to be loaded and run again."""

import opiodyn as od
from opiodyn.cli import main

TABLE = "ID,TIME,AMT,EVID,DRUG\n1,0,50,1,naltrexone\n1,3,.,0,.\n2,0,4.5,1,naltrexone\n2,8,.,0,.\n"


def test_a_run_is_saved(tmp_path, capsys):
    path = tmp_path / "run.nc"
    assert main(["simulate", "naltrexone 4.5 mg po", "--end", "5", "-o", str(path)]) == 0
    assert "naltrexone" in capsys.readouterr().out
    run = od.load(path)
    expected = od.simulate(od.regimen("naltrexone 4.5 mg po"), end=5)
    assert run.to_pandas().equals(expected.to_pandas())
    assert od.rerun(path).same


def test_the_runs_of_a_table_are_saved(tmp_path, capsys):
    table = tmp_path / "study.csv"
    table.write_text(TABLE, encoding="utf-8")
    path = tmp_path / "runs.nc"
    assert main(["simulate", str(table), "-o", str(path)]) == 0
    assert od.load(path).ids == [1, 2]
    assert od.rerun(path).same
    assert sorted(one.name for one in tmp_path.iterdir()) == ["runs.nc", "study.csv"]


def test_without_the_packages_nothing_runs(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "h5py", None)
    path = tmp_path / "run.nc"
    assert main(["simulate", "naltrexone 4.5 mg po", "-o", str(path)]) == 2
    assert "needs h5py: pip install 'opiodyn[netcdf]'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
