"""A file that was damaged, changed or cut short is refused by one error, and read by nothing."""

import os
import random

import h5py
import pytest
import xarray as xr

import opiodyn as od
from fixtures import refused
from opiodyn._saved.seal import _LENGTH
from saved_files import examples


@pytest.fixture
def path(tmp_path):
    od.save(examples()["one output"], tmp_path / "run.nc")
    return tmp_path / "run.nc"


def is_refused(path):
    """The rule by which a file is refused."""
    error = refused(lambda: od.load(path))
    assert error.field == "path"
    assert "run.nc" in error.value
    assert str(refused(lambda: od.rerun(path))) == str(error)
    return error.rule


def places(content):
    """Every byte of the request and of the seal, and a sample of all others."""
    begin = content.index(b'{"schema": 1')
    end = content.index(b'"outputs": [{', begin)
    chosen = random.Random(1).sample(range(len(content)), 2000)
    return {*range(begin, end), *range(len(content) - _LENGTH, len(content)), *chosen}


def test_every_flipped_byte_is_found(path):
    content = path.read_bytes()
    with path.open("r+b") as file:
        for place in places(content):
            file.seek(place)
            file.write(bytes([content[place] ^ (1 << place % 8)]))
            file.flush()
            assert refused(lambda: od.load(path)).field == "path"
            file.seek(place)
            file.write(content[place : place + 1])
    assert od.load(path).complete


def test_every_truncation_is_found(path):
    content = path.read_bytes()
    sizes = [*range(0, len(content), 997), *range(len(content) - _LENGTH - 2, len(content))]
    for size in sizes:
        path.write_bytes(content[:size])
        assert refused(lambda: od.load(path)).field == "path"


def test_messages_say_what_to_do(path, tmp_path):
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"biophase": "pet"', b'"biophase": "pEt"', 1))
    assert "take another copy" in is_refused(path)
    path.write_bytes(content + b"\n")
    assert "does not end with the seal" in is_refused(path)
    path.write_bytes(content[:-1])
    assert "cut short" in is_refused(path)
    path.write_bytes(b"")
    assert is_refused(path) == "is too short for a run that od.save() wrote"
    path.unlink()
    assert is_refused(path) == "cannot be read: No such file or directory"
    path.mkdir()
    assert is_refused(path) == "cannot be read: Is a directory"


def test_nothing_parses_a_damaged_file(path, monkeypatch):
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"x" + content[101:])
    monkeypatch.setattr(h5py, "File", None)
    assert "damaged" in is_refused(path)


def test_a_file_that_another_program_wrote_again_is_refused(path, tmp_path):
    with xr.open_dataset(path) as data:
        data.load().to_netcdf(tmp_path / "2run.nc")
    assert "does not end with the seal" in is_refused(tmp_path / "2run.nc")
    with h5py.File(path, "r+") as file:
        file["tone"][0, 0] = 0.5
    assert is_refused(path)


def test_a_path_that_cannot_be_written_to(tmp_path):
    run = examples()["one output"]
    for path, rule in [
        (tmp_path / "run.hdf", "must end in .nc"),
        (tmp_path / "none" / "run.nc", "there is no folder"),
        ("run.nc\0", "must be a path"),
    ]:
        error = refused(lambda path=path: od.save(run, path))
        assert error.field == "path"
        assert rule in error.rule
    assert os.listdir(tmp_path) == []
