"""A file of a chunk counts only where it is the file of that chunk of that sweep, unharmed."""

import io
import pickle
import shutil
import time
import zipfile

import numpy as np
import pytest

import opiodyn as od
from opiodyn._sweep.disk import chunk_file, seal
from sweep_folders import (
    REQUEST,
    chunk_path,
    one_chunk,
    sealed_parts,
    small,
    warned,
    with_seal,
)


@pytest.fixture(scope="module")
def chunk():
    return one_chunk()[0]


@pytest.fixture(scope="module")
def content(chunk):
    """The file of a chunk of one row."""
    return chunk_file.packed(REQUEST, *one_chunk())


def refused(content, chunk):
    """Tells how a file is refused."""
    with pytest.raises(chunk_file.ChunkError) as caught:
        chunk_file.unpacked(content, REQUEST, chunk)
    return str(caught.value)


# The file alone


def test_a_file_gives_back_its_result_and_numpy_can_read_it_too(chunk, content):
    whole = one_chunk()[1]
    found = chunk_file.unpacked(content, REQUEST, chunk)
    assert found.status == whole.status == ["complete"]
    for name in ("codes", "steps", "values", "metric_values"):
        assert getattr(found, name).tobytes() == getattr(whole, name).tobytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as held:
        assert held["chunk"] == 0
        assert held["metric_values"].tobytes() == whole.metric_values.tobytes()


def test_every_bit_of_a_file_counts(chunk, content):
    changed = bytearray(content)
    for place in range(len(content)):
        for bit in range(8):
            changed[place] ^= 1 << bit
            with pytest.raises(ValueError, match="do not match their checksum"):
                chunk_file.unpacked(bytes(changed), REQUEST, chunk)
            changed[place] ^= 1 << bit
    assert bytes(changed) == content


def test_a_file_cut_short_or_longer_by_any_bytes_is_refused(chunk, content):
    for length in range(len(content)):
        with pytest.raises(ValueError, match="do not match their checksum"):
            chunk_file.unpacked(content[:length], REQUEST, chunk)
    for more in (b"\0", b"\n", content):
        assert "do not match" in refused(content + more, chunk)


def test_other_parts_are_refused_even_if_their_seal_fits(chunk, content):
    def of(**changed):
        return refused(sealed_parts(content, **changed), chunk)

    chunk_file.unpacked(sealed_parts(content), REQUEST, chunk)
    assert of(request=np.array("0" * 64)) == "it is of another request"
    assert of(chunk=np.array(1)) == "it is chunk 1"
    assert of(chunk=np.array([0])) == of(request=np.array(3)) == "it does not say what it is"
    assert of(status=None) == of(more=np.array(1)) == "it has other parts than a chunk"
    for shape in (
        {"codes": np.array([0.0])},
        {"steps": np.array([7], dtype=np.int32)},
        {"metric_values": np.array([["1.5"]])},
        {"metric_values": np.array([[1.5], [1.5]])},
        {"values": np.empty((1, 1))},
        {"status": np.array([1])},
        {"status": np.array(["complete", "complete"])},
    ):
        assert of(**shape) == "its rows have another shape"
    assert of(status=np.array(["\ud800"])) == "its parts are damaged"


class Harm:
    """A pickle that would leave a mark."""

    done = False

    def __reduce__(self):
        return setattr, (Harm, "done", True)


def test_no_pickle_is_loaded(chunk, content):
    harm = np.array([Harm()], dtype=object)
    assert refused(sealed_parts(content, status=harm), chunk) == "its parts hold objects"
    assert "checksum" in refused(pickle.dumps(Harm()), chunk)
    assert not Harm.done


def archive(parts, how=zipfile.ZIP_STORED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return with_seal(stream)


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def headed(head):
    """A part with a header of NumPy and no numbers."""
    return b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head.encode()


def test_nothing_is_unpacked_or_allocated_on_the_word_of_a_file(chunk, content):
    parts = parts_of(content)
    bomb = archive({**parts, "values.npy": bytes(100_000_000)}, zipfile.ZIP_DEFLATED)
    assert refused(bomb, chunk) == "its parts are compressed"
    for shape in ("(1000000000000000,)", "(1, 1000000000000)", "(9223372036854775807, 9)", "(-1,)"):
        part = headed(f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}")
        begun = time.process_time()
        assert refused(archive({**parts, "values.npy": part}), chunk)
        assert time.process_time() - begun < 1.0


@pytest.mark.parametrize(
    "head",
    [
        "{'descr': '<f8', 'fortran_order': Fal0se, 'shape': (0, 0), }",  # a name
        "{'descr': '<f8', 'fortran_order': False, 'shape': (0, -1), }",
        "{'descr': '<q9', 'fortran_order': False, 'shape': (0,), }",
        "{'descr': '<f8', 'fortran_order'",
        "(" * 0x2000,
        "1" * 0x2000,
        "\0",
        "",
    ],
)
def test_what_numpy_says_of_a_header_is_not_shown(chunk, content, head):
    """NumPy reads a header as Python does; what it raises differs and may name an address."""
    file = archive({**parts_of(content), "values.npy": headed(head)})
    assert refused(file, chunk) == "its parts are damaged"
    with pytest.raises(chunk_file.ChunkError, match="its parts are damaged"):
        chunk_file.request_of(file)


def test_a_file_that_is_sealed_and_no_archive_is_refused(chunk, content):
    for inside in (b"", b"PK", content[100:-64]):
        assert "its parts are damaged" in refused(seal.sealed(inside), chunk)


def test_a_file_that_is_too_long_is_not_read(chunk, tmp_path):
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    with path.open("rb") as file, pytest.raises(ValueError, match="longer than its rows"):
        chunk_file.content_of(file, chunk_file.most_bytes(chunk))
    assert chunk_file.most_bytes(chunk) < 200_000


# The file in its folder


def test_a_chunk_in_the_place_of_another_is_computed_again(folder, kept):
    shutil.copy(chunk_path(folder, 1), chunk_path(folder, 0))
    match = "chunk-000000.npz is not used and is computed again: it is chunk 1"
    assert warned(folder, kept[1], match) == 1


def test_two_chunks_that_changed_places_are_computed_again(folder, kept):
    chunk_path(folder, 0).rename(folder / "held")
    chunk_path(folder, 2).rename(chunk_path(folder, 0))
    (folder / "held").rename(chunk_path(folder, 2))
    assert warned(folder, kept[1], "it is chunk [02]") == 2


def test_a_chunk_of_another_sweep_is_computed_again(folder, kept, tmp_path):
    small(tmp_path / "other", doses=(1.0, 2.0, 4.0))
    shutil.copy(chunk_path(tmp_path / "other", 1), chunk_path(folder, 1))  # of the same dose, even
    assert warned(folder, kept[1], "it is of another request") == 1


def test_a_chunk_of_another_version_is_computed_again(folder, kept, tmp_path, monkeypatch):
    monkeypatch.setattr(od._core, "__version__", "0.0.9")
    small(tmp_path / "other")
    monkeypatch.undo()
    shutil.copy(chunk_path(tmp_path / "other", 1), chunk_path(folder, 1))
    assert warned(folder, kept[1], "it is of another request") == 1


@pytest.mark.parametrize("content", [b"", b"PK not an archive", b"\x93NUMPY\x01\x00", b"\x80\x04"])
def test_a_file_that_is_no_archive_is_computed_again(folder, kept, content):
    chunk_path(folder, 1).write_bytes(content)
    assert warned(folder, kept[1], "chunk-000001.npz is not used") == 1


def test_changed_bits_and_lost_ends_are_computed_again(folder, kept):
    content = chunk_path(folder, 0).read_bytes()
    for place in range(0, len(content), len(content) // 12):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        for damaged in (changed, content[:place]):
            chunk_path(folder, 0).write_bytes(damaged)
            assert warned(folder, kept[1], "chunk-000000.npz is not used") == 1
