"""One sweep at a time has a folder; a lock that a dead process has left locks nothing."""

import errno
import os
import re
import signal
import subprocess
import sys
import threading
import warnings

import pytest

import opiodyn as od
from opiodyn._sweep.disk import lock
from opiodyn._sweep.disk.folder import Folder
from sweep_folders import WHOLE, names, small, values

LOCK = ".opiodyn-sweep.lock"

# A process that takes the lock of a folder, and waits with it.
HOLDER = """
import pathlib, sys
from opiodyn._sweep.disk.lock import locked
with locked(pathlib.Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout.readline() == b"locked\n"
        yield process
        process.kill()


def test_the_second_of_two_sweeps_is_told_who_has_the_folder(folder, kept, holder):
    with pytest.raises(od.InputError) as caught:
        small(folder)
    error = caught.value
    assert error.field == "folder"
    told = rf"^is in use by another sweep \(process {holder.pid} on .+ since \d{{4}}-\d\d-\d\d "
    assert re.search(told, error.rule)
    assert "wait until it has ended, or choose another folder" in error.rule
    assert f"if there is no such process any more, remove its {LOCK}" in error.rule
    assert names(folder) == sorted([LOCK, *WHOLE])
    holder.communicate(b"")  # it ends
    assert holder.returncode == 0
    assert names(folder) == WHOLE
    assert values(small(folder)) == kept[1]


def test_the_lock_of_a_killed_process_locks_nothing(folder, kept, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (folder / LOCK).exists()
    assert values(small(folder)) == kept[1]
    assert names(folder) == WHOLE


def test_removing_the_lock_frees_a_folder_as_the_message_says(folder, kept, holder):
    (folder / LOCK).unlink()  # as for a machine that is gone and whose server still keeps the lock
    assert values(small(folder)) == kept[1]
    holder.communicate(b"")
    assert names(folder) == WHOLE


def test_many_sweeps_at_once_in_one_folder_are_refused_or_right(tmp_path, kept):
    expected, found = kept[1], []

    def run():
        try:
            found.append(values(small(tmp_path / "sweep", threads=1)))
        except od.InputError as error:
            assert "is in use by another sweep" in error.rule  # noqa: PT017 (in a thread)
            found.append(None)

    threads = [threading.Thread(target=run) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 12
    assert set(found) <= {expected, None}
    assert expected in found
    assert names(tmp_path / "sweep") == WHOLE


def test_a_sweep_whose_lock_was_taken_away_stops(folder, monkeypatch):
    (folder / "chunk-000002.npz").unlink()
    write = Folder.write

    def robbed(self, chunk, result):
        (folder / LOCK).unlink()
        (folder / LOCK).write_text("of another sweep")
        write(self, chunk, result)

    monkeypatch.setattr(Folder, "write", robbed)
    with pytest.raises(od.SweepError, match=r"chunk 2 .* moved or removed while the sweep ran"):
        small(folder)
    assert (folder / LOCK).read_text() == "of another sweep"
    assert names(folder) == sorted([LOCK, "chunk-000000.npz", "chunk-000001.npz", "sweep.json"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_keeps_no_lock(folder):
    with lock.locked(folder):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(writing)
            os.read(reading, 1)  # until the parent ends
            os._exit(0)
        os.close(reading)
    try:
        with lock.locked(folder):
            pass  # the child lives, and has no lock
    finally:
        os.close(writing)
        os.waitpid(child, 0)


@pytest.mark.parametrize("what", ["folder", "link", "pipe", "second name"])
def test_what_is_no_lock_is_refused_and_not_written_to(folder, what):
    place, outside = folder / LOCK, folder.parent / "outside"
    outside.write_text("mine")
    if what == "folder":
        place.mkdir()
    elif what == "link":
        place.symlink_to(outside)
    elif what == "pipe":
        os.mkfifo(place)
    else:
        os.link(outside, place)
    with pytest.raises(od.InputError, match=rf"its {LOCK} is no file of a sweep; remove it"):
        small(folder)
    assert outside.read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"\xff\n\x1b[31m" * 50, b"x" * 100_000])
def test_a_lock_with_any_content_is_told_in_one_short_line(folder, holder, content):
    (folder / LOCK).write_bytes(content)
    with pytest.raises(od.InputError) as caught:
        small(folder)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(caught.value.rule) < 600


def test_a_file_system_without_locks_is_said_and_nothing_is_removed(folder, kept, monkeypatch):
    def none(handle):
        raise OSError(errno.ENOLCK, "No locks available")

    left = folder / ".opiodyn-sweep-0123456789abcdef.npz"
    left.write_text("perhaps of a sweep that runs")
    monkeypatch.setattr(lock, "_lock", none)
    with pytest.warns(RuntimeWarning, match="has no locks: start one sweep at a time there"):
        assert values(small(folder)) == kept[1]
    assert left.exists()
    monkeypatch.undo()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert values(small(folder)) == kept[1]
    assert not left.exists()


ORPHANS = """
import concurrent.futures as cf, multiprocessing, os, signal, sys
import opiodyn as od
from opiodyn._sweep.disk.folder import Folder
week = od.regimen("naltrexone 4.5 mg po q24h x7")
def killed(self, chunk, result):
    print(*pool._processes, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
Folder.write = killed
pool = cf.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork"))
model = od.Model(biophase="transient")
over = {"dose": [1.0, 2.0, 3.0]}
od.sweep(week, over=over, model=model, folder=sys.argv[1], chunk=1, executor=pool)
"""


def test_workers_that_outlive_a_killed_sweep_keep_no_lock(tmp_path, kept):
    command = [sys.executable, "-W", "ignore", "-c", ORPHANS, str(tmp_path / "sweep")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        workers = list(map(int, process.stdout.readline().split()))
        process.wait()
        try:
            assert process.returncode == -signal.SIGKILL
            assert values(small(tmp_path / "sweep")) == kept[1]
        finally:
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
    assert len(workers) == 2
