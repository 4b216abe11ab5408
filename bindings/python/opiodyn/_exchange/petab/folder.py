"""This module writes a folder of files that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from opiodyn._checks import check, files

_PREFIX = ".opiodyn-petab-"


class Form(NamedTuple):
    """A form tells a folder of ours from others: by its files, and by how one of them begins."""

    names: Collection[str]
    main: str
    head: str


def check_folder(field: str, path: str | os.PathLike[str], form: Form) -> Path:
    """Returns the path, if a folder can be written there.

    Args:
        field: The name of the argument.
        path: The path of the folder.
        form: The form of a folder of ours.

    Raises:
        InputError: There is something else, or no folder can be written there.
    """
    text = check.path(field, path)
    target = Path(text)
    try:
        rule = _no_folder(target, form)
    except OSError as error:  # such as a name that is too long
        rule = error.strerror or str(error)
    except ValueError:  # a zero byte, or half a character
        rule = "is not a path"
    if rule:
        raise check.input_error(field, repr(text), rule)
    return target


def write_folder(target: Path, contents: Mapping[str, str], main: str) -> None:
    """Writes a folder of texts by the names of their files, in the place of one of ours.

    A folder that is there is taken away as a whole, after the new one is on the disk. If this is
    interrupted, or a name cannot be changed, the old folder comes back. Where even that fails it
    stays beside its place, under a name that begins with ".opiodyn-petab-".

    Args:
        target: The path of the folder.
        contents: The text of each file.
        main: The file that is written last.
    """
    fresh = _beside(target)
    old = _beside(target)
    try:
        fresh.mkdir()
        for name in sorted(contents, key=lambda one: one == main):
            files.write(fresh / name, contents[name].encode(), prefix=_PREFIX)
        _replace(target, fresh, old)
        files.sync_folder(target.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if target.exists():  # otherwise the old folder is the only one
            shutil.rmtree(old, ignore_errors=True)


def _replace(target: Path, fresh: Path, old: Path) -> None:
    """Puts a fresh folder in the place of one that may be there, which gets another name."""
    try:
        with contextlib.suppress(FileNotFoundError):
            target.rename(old)
        fresh.rename(target)
    except BaseException:  # Ctrl-C too
        if not target.exists():
            with contextlib.suppress(FileNotFoundError):
                old.rename(target)
        raise


def _beside(target: Path) -> Path:
    whole = Path(os.path.abspath(target))
    return whole.with_name(f"{_PREFIX}{secrets.token_hex(8)}")


def _no_folder(target: Path, form: Form) -> str:
    """Returns why no folder can be written there; empty if one can."""
    whole = Path(os.path.abspath(target))
    if not whole.name:
        return "is the root of all files; choose another folder"
    if Path.cwd().is_relative_to(whole):
        return "is the folder that the program works in; name another one"
    if not whole.parent.is_dir():
        return f"there is no folder '{target.parent}'"
    if not os.access(whole.parent, os.W_OK):
        return f"nothing may be written to '{target.parent}'"
    try:
        mode = whole.lstat().st_mode
    except FileNotFoundError:
        return ""
    if not stat.S_ISDIR(mode):
        return "is a file or a link, and not a folder; choose another name"
    names = {one.name for one in whole.iterdir()}
    if names and not _is_ours(whole / form.main, form.head):
        return "holds files that are no problem of opiodyn; choose another folder"
    for name in sorted(names.difference(form.names)):
        return f"holds '{files.printable(name)}' too, which would be lost; choose another folder"
    return ""


def _is_ours(main: Path, head: str) -> bool:
    try:
        if not stat.S_ISREG(main.lstat().st_mode):
            return False
        with main.open("rb") as stream:
            return stream.read(len(head.encode())) == head.encode()
    except OSError:
        return False
