"""What a target makes of an input is the same at any time, so that two answers are a fault."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest

import known

Packed = Callable[[bytes], bytes]


def packers() -> dict[str, Packed]:
    sweep, table = known.module("sweep_folder"), known.module("table_file")
    forms = {f"table_file {i}": packed for i, (_, packed) in enumerate(table.FORMS)}
    return {"sweep_folder": sweep._archive_with} | forms


def wait_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time() + 366 * 24 * 3600
    monkeypatch.setattr(time, "time", lambda: later)


@pytest.mark.parametrize("name", packers())
def test_a_packed_input_has_no_time_in_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = packers()[name]
    now = packed(b"\0abc")
    wait_a_year(monkeypatch)
    assert packed(b"\0abc") == now


def dated(data: bytes) -> bytes:
    """Packs as `zipfile` does by itself, with the time of the clock."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("some", data)
    return file.getvalue()


def test_an_archive_with_the_time_in_it_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = dated(b"abc")
    wait_a_year(monkeypatch)
    assert dated(b"abc") != now
