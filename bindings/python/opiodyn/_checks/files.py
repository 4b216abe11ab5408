"""This module writes files that appear whole or not at all.

A file is written under a temporary name and then renamed.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from opiodyn._checks import check

_ENDING = re.compile(r"\.[A-Za-z]\w{0,7}\Z")


def looks_like_path(text: str) -> bool:
    """Tells whether a text that should be something else is the path of a file or folder."""
    one_word = len(text.split()) == 1
    if one_word and ("/" in text or "\\" in text or exists(text)):
        return True
    return _ENDING.search(text.strip()) is not None


def exists(path: str | Path) -> bool:
    """Tells whether there is a file or folder of this name, which need not be a possible name."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long, or with a zero byte
        return False


def check_toml(field: str, path: str, advice: str) -> None:
    """Refuses a text that is no path of a TOML file, with what to do instead."""
    if not path.lower().endswith(".toml") and not Path(path).exists():
        raise check.input_error(field, repr(path), f"must be the path of a .toml file; {advice}")


def check_output(field: str, path: str, endings: Sequence[str]) -> Path:
    """Returns the path, if a file with one of these endings can be written there.

    Raises:
        InputError: No such file can be written there.
    """
    target = Path(check.path(field, path))
    folder = target.parent
    if target.suffix.lower() not in endings:
        raise check.input_error(field, repr(path), f"must end in {' or '.join(endings)}")
    if target.is_dir():
        raise check.input_error(field, repr(path), "is a folder")
    if not folder.is_dir():
        raise check.input_error(field, repr(path), f"there is no folder '{folder}'")
    if not os.access(folder, os.W_OK) or (target.exists() and not os.access(target, os.W_OK)):
        raise check.input_error(field, repr(path), "may not be written to")
    return target


@contextlib.contextmanager
def replacing(*targets: Path) -> Iterator[list[Path]]:
    """Yields temporary paths beside the targets, which become the targets if nothing fails."""
    temporary: list[Path] = []
    try:
        for target in targets:
            handle, name = tempfile.mkstemp(
                prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent
            )
            os.close(handle)
            temporary.append(Path(name))
        yield temporary
        for path, target in zip(temporary, targets, strict=True):
            path.chmod(0o666 & ~_umask())
            path.replace(target)
    finally:
        for path in temporary:
            path.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
