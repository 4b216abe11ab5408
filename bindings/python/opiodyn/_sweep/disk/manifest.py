"""A manifest is the file of a folder that says which sweep it keeps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from opiodyn._checks import files
from opiodyn._sweep.disk import seal

NAME = "sweep.json"
_FORMAT = 4
_WITHOUT_SEAL = (1, 2, 3)  # formats of older versions
_TAIL = b'"\n}\n'
_SHOWN = 60  # characters of what differs
_OTHER_VERSION = "is of another version of opiodyn"


def identity(request: Mapping[str, str]) -> str:
    """Returns the checksum of a request, which each file of its folder holds."""
    return _digest(json.dumps(_parts(request), sort_keys=True))


def written(request: Mapping[str, str]) -> bytes:
    """Returns the manifest of a request."""
    content = {
        "format": _FORMAT,
        "request": identity(request),
        "parts": _parts(request),
        "shown": {name: _shown(text) for name, text in request.items()},
        "checksum": "",
    }
    text = json.dumps(content, indent=1) + "\n"
    return seal.sealed(text.encode().removesuffix(_TAIL), _TAIL)


def difference(content: bytes, request: Mapping[str, str]) -> str:
    """Returns in words how a manifest differs from that of a request; empty if it does not.

    Raises:
        ValueError: The file is damaged, or no manifest.
    """
    if content == written(request):
        return ""
    try:
        held = json.loads(content)
        known = held["format"]
        if not seal.is_sealed(content, _TAIL):
            if known in _WITHOUT_SEAL:
                return _OTHER_VERSION
            raise ValueError
        if known != _FORMAT:
            return _OTHER_VERSION
        return _other(held["parts"], held["shown"], request)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("is damaged, or is not the file of a sweep") from None


def _other(parts: Mapping[str, str], shown: Mapping[str, str], request: Mapping[str, str]) -> str:
    """Returns which part of a request is another one."""
    name = next(
        (name for name, text in request.items() if parts.get(name) != _digest(text)), "its parts"
    )
    before, now = (
        _shown(files.printable(str(shown.get(name, "none")))),
        _shown(request.get(name, "none")),
    )
    differs = f": {before} there, {now} now" if before != now else ""
    return f"holds another sweep, which differs in {name}{differs}"


def _parts(request: Mapping[str, str]) -> dict[str, str]:
    return {name: _digest(text) for name, text in request.items()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
