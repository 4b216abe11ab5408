"""This module writes files that appear whole or not at all.

A file is written under a temporary name, brought to the disk and then renamed. All files that the
package writes go this way.
"""

from __future__ import annotations

import contextlib
import errno
import ntpath
import os
import re
import secrets
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from opiodyn._checks import check
from opiodyn._checks.log import LOG

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
    if target.suffix.lower() not in endings:
        raise check.input_error(field, repr(path), f"must end in {' or '.join(endings)}")
    try:
        rule = _no_output(target)
    except OSError as error:  # such as a name that is too long
        rule = error.strerror or str(error)
    except ValueError:  # a zero byte, or half a character
        rule = "is not a path"
    if rule:
        raise check.input_error(field, repr(path), rule)
    return target


def _no_output(target: Path) -> str:
    """Returns why no file can be written there; empty if one can."""
    folder = target.parent
    if not stat.S_ISDIR(_mode(folder)):
        return f"there is no folder '{folder}'"
    mode = _mode(target)
    if stat.S_ISDIR(mode):
        return "is a folder"
    if mode and not stat.S_ISREG(mode):
        return "is a pipe or a device, and not a file"
    if not os.access(folder, os.W_OK) or (mode and not os.access(target, os.W_OK)):
        return "may not be written to"
    return ""


def _mode(path: Path) -> int:
    """Returns what a path names, as its mode; 0 if it names nothing."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def printable(text: str) -> str:
    """Returns a text of a file, which may be anything, as one line that can be printed."""
    return "".join(one if one.isprintable() else " " for one in text).strip()


def leads_out(folder: Path, path: str) -> bool:
    """Tells whether a path leads out of the folder that it is relative to.

    The path is read as Windows reads it, and so as all systems do: both strokes part it, and a
    drive counts. Links are followed in all parts but the last, because a file replaces a link.
    """
    drive, rest = ntpath.splitdrive(ntpath.normpath(path))
    if drive or rest.startswith("\\") or rest.split("\\")[0] == "..":
        return True
    whole = os.path.realpath(folder)
    return not Path(os.path.realpath((folder / path).parent)).is_relative_to(whole)


@contextlib.contextmanager
def replacing(*targets: Path, prefix: str = ".opiodyn-") -> Iterator[list[Path]]:
    """Yields temporary paths beside the targets, which become the targets if nothing fails.

    A file is on the disk before it takes its name, and its name is there before this ends. After a
    power cut there is the old file or the new one, whole. A link in the place of a target is
    replaced and not followed.

    Args:
        targets: The paths of the files.
        prefix: The beginning of the temporary names.
    """
    temporary: list[Path] = []
    try:
        for target in targets:
            temporary.append(_made(target, prefix))
        yield temporary
        for path in temporary:
            _sync(path, os.O_RDWR)
        for path, target in zip(temporary, targets, strict=True):
            path.replace(target)
        for folder in {target.parent for target in targets}:
            sync_folder(folder)
        for target in targets:
            LOG.debug("wrote %s", target)
    finally:
        for path in temporary:
            with contextlib.suppress(OSError):  # such as of a folder that is gone
                path.unlink(missing_ok=True)


def write(target: Path, content: bytes, *, prefix: str) -> None:
    """Writes a file, whole or not at all."""
    with replacing(target, prefix=prefix) as (temporary,):
        temporary.write_bytes(content)


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on the disk, where the system can tell."""
    if os.name != "posix":  # Windows opens no folders
        return
    try:
        _sync(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems that cannot
            raise


def _made(target: Path, prefix: str) -> Path:
    """Returns an empty file beside the target, with the permissions of any new file."""
    path = target.parent / f"{prefix}{secrets.token_hex(8)}{target.suffix}"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    return path


def _sync(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
