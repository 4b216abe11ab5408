"""A file of a chunk counts only where it is the file of that chunk of that sweep, unharmed."""

import random
import shutil
import warnings

import numpy as np
import pytest

import opiodyn as od

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")


def small(folder, doses=(1.0, 2.0, 3.0)):
    model = od.Model(biophase="transient")
    return od.sweep(WEEK, over={"dose": list(doses)}, model=model, folder=folder, chunk=1)


def values(dataset):
    return dataset["tone.mu.mean"].values.tobytes()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Returns a folder with a whole sweep in it, and what it must give."""
    folder = tmp_path_factory.mktemp("kept") / "sweep"
    return folder, values(small(folder))


@pytest.fixture
def folder(kept, tmp_path):
    return shutil.copytree(kept[0], tmp_path / "sweep")


def chunk(folder, index):
    return folder / f"chunk-{index:06d}.npz"


def computed_again(folder, kept, match):
    with pytest.warns(RuntimeWarning, match=match) as said:
        assert values(small(folder)) == kept[1]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert values(small(folder)) == kept[1]  # now from the files
    return len(said)


def test_a_chunk_in_the_place_of_another_is_computed_again(folder, kept):
    shutil.copy(chunk(folder, 1), chunk(folder, 0))
    match = "chunk-000000.npz is not used and is computed again: it is chunk 1"
    assert computed_again(folder, kept, match) == 1


def test_two_chunks_that_changed_places_are_computed_again(folder, kept):
    chunk(folder, 0).rename(folder / "held")
    chunk(folder, 2).rename(chunk(folder, 0))
    (folder / "held").rename(chunk(folder, 2))
    assert computed_again(folder, kept, "it is chunk [02]") == 2


def test_a_chunk_of_another_sweep_is_computed_again(folder, kept, tmp_path):
    small(tmp_path / "other", doses=(1.0, 2.0, 4.0))
    shutil.copy(chunk(tmp_path / "other", 1), chunk(folder, 1))  # of the same dose, even
    assert computed_again(folder, kept, "it is of another request") == 1


def test_a_chunk_of_another_version_is_computed_again(folder, kept, tmp_path, monkeypatch):
    monkeypatch.setattr(od._core, "__version__", "0.0.9")
    small(tmp_path / "other")
    monkeypatch.undo()
    shutil.copy(chunk(tmp_path / "other", 1), chunk(folder, 1))
    assert computed_again(folder, kept, "it is of another request") == 1


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"chunk": np.array(1)}, "it is chunk 1"),
        ({"chunk": None}, "chunk"),
        ({"checksum": None}, "checksum"),
        ({"checksum": np.array("0" * 64)}, "do not match their checksum"),
        ({"metric_values": np.array([[1.5]])}, "do not match their checksum"),
        ({"status": np.array(["failed"])}, "do not match their checksum"),
        ({"steps": np.array([7])}, "do not match their checksum"),
        ({"codes": np.array([0.0])}, "another shape"),  # of another type
        ({"metric_values": np.array([["1.5"]])}, "another shape"),
        ({"metric_values": np.array([[1.5], [1.5]])}, "another shape"),
    ],
)
def test_a_whole_archive_with_another_content_is_computed_again(folder, kept, changed, match):
    with np.load(chunk(folder, 0)) as held:
        content = {**held, **changed}
    content = {name: array for name, array in content.items() if array is not None}
    np.savez(chunk(folder, 0), **content)
    assert computed_again(folder, kept, match) == 1


@pytest.mark.parametrize("content", [b"", b"PK not an archive", b"\x93NUMPY\x01\x00", b"\x80\x04"])
def test_a_file_that_is_no_archive_is_computed_again(folder, kept, content):
    chunk(folder, 1).write_bytes(content)
    assert computed_again(folder, kept, "chunk-000001.npz is not used") == 1


def test_a_chunk_cut_short_anywhere_is_computed_again(folder, kept):
    content = chunk(folder, 0).read_bytes()
    for length in range(0, len(content), len(content) // 40):
        chunk(folder, 0).write_bytes(content[:length])
        assert computed_again(folder, kept, "chunk-000000.npz is not used") == 1


def test_a_changed_bit_anywhere_never_changes_a_result(folder, kept):
    # Some bits of an archive say nothing of its content, such as the time of its members.
    content = chunk(folder, 0).read_bytes()
    draw, noticed = random.Random(6), 0
    for _ in range(300):
        changed = bytearray(content)
        changed[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        chunk(folder, 0).write_bytes(changed)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            assert values(small(folder)) == kept[1]
        noticed += bool(said)
    assert noticed > 100
