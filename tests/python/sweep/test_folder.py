"""The folder of a sweep: which request it holds, and what it refuses."""

import subprocess
import sys
import textwrap

import pytest

import opiodyn as od

PROGRAM = textwrap.dedent(
    """
    import sys
    import opiodyn as od
    week = od.regimen("naltrexone 4.5 mg po q24h x28")
    people = od.population(240, seed=2)

    def sweep(**options):
        return od.sweep(
            week, over={"subject": people}, model=od.Model(biophase="transient"), chunk=6,
            times=[10.0, 672.0], columns=["tone.mu"], metrics="tone.mu.mean", **options,
        )
    """
)
WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")


def small(folder, **changed):
    options = {"model": od.Model(), "regimen": WEEK, "over": {"dose": [1.0, 2.0, 3.0]}, "chunk": 1}
    return od.sweep(folder=folder, **options | changed)


def child(code, *words):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM + textwrap.dedent(code), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def identical(one, other):
    for name in one.variables:
        here, there = one[name].values, other[name].values
        assert (list(here) == list(there)) if here.dtype == object else True
        assert here.dtype == object or here.tobytes() == there.tobytes()


@pytest.mark.parametrize(
    ("changed", "difference"),
    [
        ({"over": {"dose": [1.0, 2.0, 4.0]}}, r"axis 'dose': .*3.0.* there, .*4.0.* now"),
        ({"over": {"interval": [12.0, 24.0]}}, "the axes"),
        ({"model": od.Model(phi=0.5)}, "the model"),
        ({"model": od.Model(parameters={"mu.U": 0.5})}, "the model"),
        ({"regimen": od.regimen("naltrexone 4.5 mg po q24h x8")}, "the regimen"),
        ({"metrics": "tone.delta.mean"}, "the metrics"),
        ({"rtol": 1e-7}, "rtol: 1e-06 there, 1e-07 now"),
        ({"chunk": 2}, "the size of a chunk: 1 there, 2 now"),
    ],
)
def test_another_request_is_refused(tmp_path, changed, difference):
    small(tmp_path)
    with pytest.raises(od.InputError, match=f"differs in {difference}"):
        small(tmp_path, **changed)


def test_threads_and_executors_are_the_same_request(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    whole = small(tmp_path, threads=1)
    for file in tmp_path.glob("chunk-*1.npz"):
        file.unlink()
    with ThreadPoolExecutor(2) as pool:
        identical(small(tmp_path, executor=pool), whole)


def test_a_disk_that_is_full_from_the_start(tmp_path):
    code = """
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
    try:
        sweep(folder=sys.argv[1])
    except od.InputError as error:
        print(error)
    """
    out, err = child(code, tmp_path / "sweep").communicate(timeout=60)
    assert out == f"folder = '{tmp_path / 'sweep'}': File too large\n", err
    assert list((tmp_path / "sweep").iterdir()) == []
    assert (small(tmp_path / "sweep").status == "complete").all()


@pytest.mark.parametrize("folder", ["", 3])
def test_a_folder_is_a_path(folder):
    with pytest.raises(od.InputError, match="must be a path"):
        small(folder)


def test_folders_that_cannot_be_used(tmp_path):
    with pytest.raises(od.InputError, match="there is no folder"):
        small(tmp_path / "a" / "b")
    (tmp_path / "file").write_text("")
    with pytest.raises(od.InputError, match="is a file"):
        small(tmp_path / "file")


def test_a_full_disk_keeps_what_was_finished(tmp_path):
    # The limit on the size of files stands for a full disk: the kernel refuses the write.
    code = """
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    calls = []
    from opiodyn._sweep.disk.folder import Folder
    write = Folder.write
    def filling(self, chunk, result):
        if chunk.index == 2:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        write(self, chunk, result)
    Folder.write = filling
    try:
        sweep(folder=sys.argv[1])
    except od.SweepError as error:
        print(error)
        print(int((error.partial.status == "complete").sum()))
    """
    folder = tmp_path / "sweep"
    out, err = child(code, folder).communicate(timeout=60)
    assert "chunk 2 (rows 12 to 17): OSError: " in out, err
    assert out.splitlines()[-1] == "18"  # what could not be written is in .partial all the same
    names = sorted(file.name for file in folder.iterdir())
    assert names == ["chunk-000000.npz", "chunk-000001.npz", "sweep.json"]
