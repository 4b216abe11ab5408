"""Files that the package writes: whole or not at all, and all by one protocol."""

import errno
import os
import stat
import sys

import pytest

from opiodyn._checks import files


def steps(monkeypatch):
    """Lists what is done to files and folders, in its order."""
    done, names = [], {}
    plain = {name: getattr(os, name) for name in ("open", "fsync", "replace")}

    def opening(path, *arguments, **options):
        handle = plain["open"](path, *arguments, **options)
        names[handle] = "folder" if os.path.isdir(path) else os.path.basename(path)[:9]
        return handle

    def syncing(handle):
        done.append(f"fsync {names[handle]}")
        plain["fsync"](handle)

    def replacing(old, new):
        done.append(f"rename {os.path.basename(old)[:9]} to {os.path.basename(new)}")
        plain["replace"](old, new)

    for name, step in (("open", opening), ("fsync", syncing), ("replace", replacing)):
        monkeypatch.setattr(os, name, step)
    return done


def test_files_are_on_the_disk_before_they_have_their_names(tmp_path, monkeypatch):
    targets = [tmp_path / "a.csv", tmp_path / "b.png"]
    done = steps(monkeypatch)
    with files.replacing(*targets) as temporary:
        for path in temporary:
            assert path.parent == tmp_path
            path.write_text("new")
        assert not any(path.exists() for path in targets)
    assert done == [
        "fsync .opiodyn-",
        "fsync .opiodyn-",
        "rename .opiodyn- to a.csv",
        "rename .opiodyn- to b.png",
        "fsync folder",
    ]
    assert [path.read_text() for path in targets] == ["new", "new"]


def test_a_failure_leaves_the_old_files_and_nothing_else(tmp_path):
    old = tmp_path / "a.csv"
    old.write_text("old")

    def half(*targets):
        with files.replacing(*targets) as temporary:
            temporary[0].write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half(old, tmp_path / "b.png")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert old.read_text() == "old"


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_file_has_the_permissions_of_any_new_file(tmp_path, mask, mode):
    before = os.umask(mask)
    try:
        files.write(tmp_path / "a.csv", b"new", prefix=".x-")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == mode


@pytest.mark.parametrize(("fault", "raises"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_file_system_that_cannot_sync_folders_is_no_error(tmp_path, monkeypatch, fault, raises):
    def failing(handle):
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "fsync", failing)
    if raises:
        with pytest.raises(OSError, match=os.strerror(fault)):
            files.sync_folder(tmp_path)
    else:
        files.sync_folder(tmp_path)


watched = []  # the list of the test that watches, if one does


def _note(event, arguments):
    """Notes each path that is opened for writing."""
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    opens = event == "open" and isinstance(arguments[2], int)
    if watched and opens and arguments[2] & writing:
        watched[-1].append(str(arguments[0]))


def test_every_file_of_a_command_is_written_under_a_temporary_name(shell, tmp_path):
    table, picture, written = tmp_path / "run.csv", tmp_path / "run.png", []
    sys.addaudithook(_note)  # which lasts as long as the process
    watched.append(written)
    try:
        code, _, err = shell("simulate", "naltrexone 4.5 mg po", "-o", table, "--plot", picture)
    finally:
        watched.pop()
    assert (code, err) == (0, "")
    assert table.stat().st_size > 0
    assert picture.stat().st_size > 0
    here = [os.path.basename(path) for path in written if path.startswith(str(tmp_path))]
    assert len(here) >= 4
    assert all(name.startswith(".opiodyn-") for name in here)
