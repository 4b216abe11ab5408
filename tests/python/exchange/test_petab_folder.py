"""A folder of a PEtab problem is there whole or not at all, whatever interrupts its writing."""

from pathlib import Path

import pytest

from opiodyn._exchange.petab import folder as folders

OLD, NEW = {"a.tsv": "old", "b.yaml": "old"}, {"a.tsv": "new", "b.yaml": "new"}


@pytest.fixture
def target(tmp_path):
    target = tmp_path / "problem"
    folders.write_folder(target, OLD, "b.yaml")
    return target


def texts(folder):
    return {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()}


def interrupt(monkeypatch, calls, error, done):
    """Lets some changes of names of folders raise an error, before or after they are done."""
    rename, made = Path.rename, []

    def interrupted(self, place):
        made.append(self)
        if len(made) not in calls:
            return rename(self, place)
        if done:
            rename(self, place)
        raise error

    monkeypatch.setattr(Path, "rename", interrupted)
    return made


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError("stuck")], ids=["Ctrl-C", "disk"])
@pytest.mark.parametrize("call", [1, 2])
def test_an_interruption_leaves_the_old_or_the_new_folder(target, monkeypatch, call, error, done):
    made = interrupt(monkeypatch, {call}, error, done)
    with pytest.raises(type(error)):
        folders.write_folder(target, NEW, "b.yaml")
    assert len(made) >= call
    assert texts(target) == (NEW if done and call == 2 else OLD)
    assert [*target.parent.iterdir()] == [target]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError("stuck")], ids=["Ctrl-C", "disk"])
def test_an_old_folder_that_cannot_come_back_is_kept_beside(target, monkeypatch, error):
    made = interrupt(monkeypatch, {2, 3}, error, done=False)
    with pytest.raises(type(error)):
        folders.write_folder(target, NEW, "b.yaml")
    assert len(made) == 3
    (kept,) = target.parent.iterdir()
    assert kept.name.startswith(".opiodyn-petab-")
    assert texts(kept) == OLD


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError("stuck")], ids=["Ctrl-C", "disk"])
def test_an_interruption_of_a_first_folder_leaves_nothing(tmp_path, monkeypatch, error):
    interrupt(monkeypatch, {2}, error, done=False)
    with pytest.raises(type(error)):
        folders.write_folder(tmp_path / "problem", NEW, "b.yaml")
    assert [*tmp_path.iterdir()] == []
