"""A sweep on disk goes on where it was killed, to the same bytes."""

import signal
import subprocess
import sys
import textwrap
import time

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


def test_resumes_after_being_killed(tmp_path):
    folder = tmp_path / "sweep"
    space = {}
    exec(PROGRAM, space)
    whole = space["sweep"]()
    killed = 0
    for enough in (3, 12, 25):
        process = child("sweep(folder=sys.argv[1], threads=1)", folder)
        while process.poll() is None and len(list(folder.glob("chunk-*.npz"))) < enough:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
    before = {file: file.stat().st_mtime_ns for file in folder.glob("chunk-*.npz")}
    assert killed >= 2, "the machine was too fast for this test"
    assert 12 <= len(before) <= 40
    found = space["sweep"](folder=folder)
    identical(found, whole)
    assert all(file.stat().st_mtime_ns == when for file, when in before.items()), "computed again"
    assert len(list(folder.iterdir())) == 41  # chunks and manifest; nothing temporary
    identical(space["sweep"](folder=folder, threads=1), whole)


EVERYWHERE = """
import os, pathlib, signal
base, chunks = pathlib.Path(sys.argv[1]), 3

def sweep(folder):
    return od.sweep(week, over={"dose": [1.0, 2.0, 3.0]}, folder=folder, chunk=1, threads=1)

def dies(folder, at):
    "A process that is killed just before its operation of that number on the folder."
    process = os.fork()
    if process == 0:
        left = [at]
        def hook(event, arguments):
            if str(folder) in str(arguments[:2]):
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        sweep(folder)
        os._exit(0)
    return os.waitpid(process, 0)[1] == signal.SIGKILL

whole, held = sweep(base / "whole"), set()
at = 1
while dies(base / str(at), at):
    folder = base / str(at)
    held.add(len(list(folder.glob("chunk-*.npz"))))
    found = sweep(folder)
    assert found.identical(whole), at
    assert found["tone.mu.mean"].values.tobytes() == whole["tone.mu.mean"].values.tobytes()
    names = sorted(file.name for file in folder.iterdir())
    assert names == [f"chunk-00000{k}.npz" for k in range(chunks)] + ["sweep.json"], names
    at += 1
print(at - 1, sorted(held))
"""


def test_killed_before_any_operation_on_the_folder_it_resumes(tmp_path):
    out, err = child(EVERYWHERE, tmp_path).communicate(timeout=120)
    assert out, err
    points, held = out.split(maxsplit=1)
    # Making folder and manifest, and of each chunk its temporary file, mode and name.
    assert int(points) >= 15
    assert held.strip() == "[0, 1, 2, 3]"


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
