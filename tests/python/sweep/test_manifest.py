"""The file that says which sweep a folder keeps: of this one, of another, damaged or lost."""

import json
import shutil

import pytest

import opiodyn as od
from opiodyn._sweep.disk import manifest, seal
from sweep_folders import WHOLE, chunk_path, names, small, values, warned

REQUEST = {"the model": "[1.5]", "rtol": "1e-06", "axis '\u00b5'": "[1.0, 2.0]"}


def difference(content, request=REQUEST):
    return manifest.difference(content, request)


def other(content, **changed):
    """A manifest of another content with a seal that fits."""
    held = {**json.loads(content), "checksum": "", **changed}
    tail = b'"\n}\n'
    return seal.sealed((json.dumps(held, indent=1) + "\n").encode().removesuffix(tail), tail)


def test_a_manifest_says_what_was_asked(folder):
    held = json.loads((folder / "sweep.json").read_text())
    assert held["shown"]["opiodyn's version"] == f'"{od.__version__}"'
    assert held["shown"]["axis 'dose'"] == "[1.0, 2.0, 3.0]"


def test_every_bit_and_every_length_of_a_manifest_counts():
    content = manifest.written(REQUEST)
    assert difference(content) == ""
    changed = bytearray(content)
    for place in range(len(content)):
        for bit in range(8):
            changed[place] ^= 1 << bit
            with pytest.raises(ValueError, match="is damaged"):
                difference(bytes(changed))
            changed[place] ^= 1 << bit
        with pytest.raises(ValueError, match="is damaged"):
            difference(content[:place])


def test_a_difference_is_told_with_both_values():
    content = manifest.written(REQUEST)
    told = difference(content, {**REQUEST, "rtol": "1e-07"})
    assert told == "holds another sweep, which differs in rtol: 1e-06 there, 1e-07 now"
    assert "differs in atol: none there, 1 now" in difference(content, {**REQUEST, "atol": "1"})
    fewer = {name: text for name, text in REQUEST.items() if name != "rtol"}
    assert "differs in" in difference(content, fewer)


def test_manifests_of_other_versions():
    content = manifest.written(REQUEST)
    assert difference(other(content, format=5)) == "is of another version of opiodyn"
    assert difference(b'{"format": 3, "parts": {}, "shown": {}}') == (
        "is of another version of opiodyn"
    )


def test_what_a_foreign_manifest_says_is_told_in_one_short_line():
    shown = {**REQUEST, "rtol": "\ud800\x1b[31m\n" * 1000}
    content = other(manifest.written(REQUEST), shown=shown)
    told = difference(content, {**REQUEST, "rtol": "1e-07"})
    assert told.isprintable()
    assert len(told) < 300


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"3", b"null", b'{"format": []}', b"\xff\xfe{", b"[" * 100_000, b"1" * 9999],
)
def test_what_is_no_manifest(content):
    with pytest.raises(ValueError, match="is damaged, or is not the file of a sweep"):
        difference(content)


@pytest.mark.parametrize("parts", [None, [], 3])
def test_a_sealed_manifest_of_another_form_is_refused(parts):
    with pytest.raises(ValueError, match="is damaged"):
        difference(other(manifest.written(REQUEST), parts=parts))


@pytest.mark.parametrize("harm", ["damaged", "lost", "a link", "too long"])
def test_a_manifest_is_written_again_where_the_chunks_are_of_this_sweep(folder, kept, harm):
    file = folder / "sweep.json"
    if harm == "damaged":
        file.write_bytes(file.read_bytes().replace(b"1.0", b"1.5"))
        match = "sweep.json is damaged"
    elif harm == "too long":
        file.write_bytes(file.read_bytes() + b" " * 2_000_000)
        match = "sweep.json is damaged"
    elif harm == "a link":
        file.rename(folder.parent / "elsewhere.json")
        file.symlink_to(folder.parent / "elsewhere.json")
        match = "sweep.json is a link"
    else:
        file.unlink()
        match = "sweep.json is missing"
    assert warned(folder, kept[1], f"{match}.* written again: its chunks are of this sweep") == 1
    assert not file.is_symlink()


def refused(folder, match, doses=(1.0, 2.0, 3.0)):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(od.InputError, match=match) as caught:
        small(folder, doses)
    assert caught.value.field == "folder"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_whose_manifest_and_chunks_say_nothing_is_refused_and_stays(folder):
    (folder / "sweep.json").write_text("{")
    refused(folder, "is damaged.* chunks of another sweep; choose another", doses=(1.0, 2.0, 4.0))
    for index in range(3):
        chunk_path(folder, index).write_bytes(b"")
    refused(folder, "is damaged.* no chunk of this sweep; choose another")
    (folder / "sweep.json").unlink()
    refused(folder, "is missing.* no chunk of this sweep; choose another")
    for index in range(3):
        chunk_path(folder, index).unlink()
    (folder / "sweep.json").write_text('{"mine": true}')
    refused(folder, "not the file of a sweep")


def test_a_folder_of_two_sweeps_without_manifest_is_refused(folder, tmp_path):
    small(tmp_path / "other", doses=(1.0, 2.0, 4.0))
    shutil.copy(chunk_path(tmp_path / "other", 2), chunk_path(folder, 2))
    (folder / "sweep.json").unlink()
    refused(folder, "chunks of another sweep")


def test_a_folder_with_files_of_the_user_keeps_them(tmp_path, kept):
    mine = [".chunk-x.npz", ".sweep-x.json", ".opiodyn-sweep-mine.npz", "notes.txt", ".lock"]
    for name in mine:
        (tmp_path / name).write_text("mine")
    (tmp_path / ".opiodyn-sweep-0123456789abcdef.npz").write_text("left by a killed sweep")
    assert values(small(tmp_path)) == kept[1]
    assert names(tmp_path) == sorted([*WHOLE, *mine])
    assert all((tmp_path / name).read_text() == "mine" for name in mine)
