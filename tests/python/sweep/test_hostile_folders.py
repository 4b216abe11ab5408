"""What else may stand in the place of a chunk or of the folder, and disks that fail."""

import errno
import os
from pathlib import Path

import pytest

import opiodyn as od
from opiodyn._sweep.disk import folder as folders
from opiodyn._sweep.disk.folder import Folder
from sweep_folders import WHOLE, chunk_path, names, small, values, warned

OUTSIDE = b"of the user"


def replaced(file, what):
    """Puts something else in the place of a file, which may lead to a file outside."""
    outside = file.parents[1] / "outside"
    outside.write_bytes(OUTSIDE)
    content = file.read_bytes()
    file.unlink()
    if what == "a link":
        file.symlink_to(outside)
    elif what == "a link to the chunk itself":
        outside.write_bytes(content)
        file.symlink_to(outside)
    elif what == "a link to nothing":
        file.symlink_to(file.parents[1] / "nothing")
    elif what == "a link to a device":
        file.symlink_to("/dev/zero")
    elif what == "a pipe":
        os.mkfifo(file)
    elif what == "a sparse file":
        with file.open("wb") as stream:
            stream.truncate(10_000_000_000)
    return outside


@pytest.mark.parametrize(
    ("what", "match"),
    [
        ("a link", "is a link"),
        ("a link to the chunk itself", "is a link"),
        ("a link to nothing", "is a link"),
        ("a link to a device", "is a link"),
        ("a pipe", "is a pipe"),
        ("a sparse file", "is longer than its rows"),
    ],
)
def test_what_stands_for_a_chunk_is_replaced_and_not_followed(folder, kept, what, match):
    outside = replaced(chunk_path(folder, 1), what)
    before = outside.read_bytes()
    warned(folder, kept[1], f"chunk-000001.npz is not used and is computed again: .*{match}")
    assert outside.read_bytes() == before
    assert chunk_path(folder, 1).is_file()
    assert not chunk_path(folder, 1).is_symlink()
    assert not (folder.parent / "nothing").exists()


def test_a_device_in_the_place_of_a_chunk(folder, kept):
    chunk_path(folder, 1).unlink()
    try:
        os.mknod(chunk_path(folder, 1), 0o20644, os.makedev(1, 5))  # which never ends
    except OSError:
        pytest.skip("needs the right to make devices")
    warned(folder, kept[1], "is a device")


def test_a_folder_in_the_place_of_a_chunk_is_refused_before_anything_runs(folder):
    chunk_path(folder, 1).unlink()
    (chunk_path(folder, 1) / "mine").mkdir(parents=True)
    with pytest.raises(od.InputError, match=r"its chunk-000001\.npz is a folder; remove that"):
        small(folder)
    assert (chunk_path(folder, 1) / "mine").is_dir()


def test_a_chunk_that_may_not_be_read_is_computed_again(folder, kept, monkeypatch):
    plain = folders.open_regular

    def denied(path, **options):
        if path.name == "chunk-000001.npz":
            raise PermissionError(errno.EACCES, "Permission denied")
        return plain(path, **options)

    monkeypatch.setattr(folders, "open_regular", denied)
    with pytest.warns(RuntimeWarning, match=r"chunk-000001.npz .* Permission denied"):
        assert values(small(folder)) == kept[1]


# The folder itself, while the sweep runs


def during(monkeypatch, index, action):
    """Does something just before the chunk of a number is written."""
    write = Folder.write

    def acting(self, chunk, result):
        if chunk.index == index:
            action(self.path)
        write(self, chunk, result)

    monkeypatch.setattr(Folder, "write", acting)


def stopped(folder, finished):
    """Runs a small sweep that stops with so many finished; returns its message."""
    with pytest.raises(od.SweepError) as caught:
        small(folder)
    assert int((caught.value.partial.status == "complete").sum()) == finished
    return str(caught.value)


def test_a_folder_that_is_moved_while_the_sweep_runs_gets_no_more(in_memory, kept, monkeypatch):
    moved, outside = in_memory / "moved", in_memory / "outside"
    outside.mkdir()

    def lead_away(path):
        path.rename(moved)
        path.symlink_to(outside)

    during(monkeypatch, 1, lead_away)
    told = stopped(in_memory / "sweep", 2)
    assert (
        "chunk 1 (rows 1 to 1): OSError: the folder, or its .opiodyn-sweep.lock, was moved" in told
    )
    assert list(outside.iterdir()) == []
    monkeypatch.undo()
    assert values(small(moved)) == kept[1]
    assert names(moved) == WHOLE


def test_a_folder_that_is_removed_while_the_sweep_runs(in_memory, monkeypatch):
    import shutil

    during(monkeypatch, 2, shutil.rmtree)
    assert "was moved or removed while the sweep ran" in stopped(in_memory / "sweep", 3)
    assert not (in_memory / "sweep").exists()


# Disks


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("step", ["open", "fsync", "replace", "write_bytes"])
def test_a_disk_that_fails_at_any_step_loses_nothing(in_memory, kept, monkeypatch, step, fault):
    """Each step fails from its first, second, ... time on, until the sweep has them all."""
    place = Path if step == "write_bytes" else os
    plain, folder, told = getattr(place, step), in_memory / "sweep", []
    for at in range(100):
        left = [at]

        def failing(*arguments, left=left, **options):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(fault, os.strerror(fault))
            return plain(*arguments, **options)

        monkeypatch.setattr(place, step, failing)
        try:
            found = values(small(folder))
            break
        except (od.InputError, od.SweepError) as error:
            told.append(str(error))
        finally:
            monkeypatch.undo()
        assert not [name for name in names(in_memory) if name != "sweep"]
        if folder.exists():
            assert set(names(folder)) <= set(WHOLE), told
    assert found == kept[1]
    assert names(folder) == WHOLE
    assert all(os.strerror(fault) in text for text in told)
    assert any(text.startswith("chunk ") for text in told)
    assert any(text.startswith("folder = ") for text in told)
