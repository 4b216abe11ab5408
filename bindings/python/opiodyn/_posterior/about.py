"""The file about.toml says where the draws of the posterior come from."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from opiodyn import _core
from opiodyn._checks import check

LARGEST_R_HAT = 1.01
"""Draws with a larger R-hat are not offered as a default."""


class About(NamedTuple):
    """This is what about.toml says; a field is a key of the file."""

    version: str
    """This is the version of opiodyn that made the draws."""
    substances: list[str]
    """The fit rests on the values of these: names begin with them, up to the first point."""
    library: str
    """This is the hash of these values at the time of the fit."""
    biophase: str
    """This is the biophase preset of naltrexone to which the draws belong."""
    structure: str
    """These words say what was fitted, and how."""
    seed: int
    draws: int
    """This is the number of rows of draws.csv."""
    r_hat: float
    """This is the largest R-hat of the parameters [-]."""
    effective: float
    """This is the effective number of draws of all runs together, by their weights."""
    offered: bool
    """Tells whether the draws are fit to be a default."""
    likelihood: list[str]
    """These figures are in the likelihood."""
    held_out: list[str]
    """These figures are not in the likelihood and judge the draws."""
    parameters: list[str]
    """These are the columns of draws.csv."""
    packages: dict[str, str]
    """Each package of the fit has its version."""

    @property
    def reservation(self) -> str:
        """Returns why the draws are no default; empty if they are one."""
        if self.offered:
            return ""
        why = f"R-hat {self.r_hat:.4g} above {LARGEST_R_HAT:g}"
        if self.r_hat <= LARGEST_R_HAT:
            why = self.structure
        return f"{why}: the draws are not offered as a default"


def library_hash(substances: Collection[str]) -> str:
    """Returns the SHA-256 of the names and values of the library's parameters of substances."""
    rows = sorted(
        (row.name, row.value)
        for row in _core.library_parameters()
        if row.name.partition(".")[0] in substances
    )
    text = "".join(f"{name} {value!r}\n" for name, value in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def parsed(text: str, file: str) -> About:
    """Returns what the text of about.toml says.

    Raises:
        InputError: The text is no TOML, or a key is missing or breaks a rule.
        UnknownNameError: There is another key.
    """
    import tomllib

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise check.input_error(file, "its text", f"is not valid TOML: {error}") from None
    return checked(table, file)


def checked(table: Mapping[str, Any], file: str) -> About:
    """Returns the values of about.toml; `file` is its name in errors, and `parsed` says which."""
    for name in table:
        if name not in About._fields:
            raise check.unknown(file, name, About._fields)
    for name in About._fields:
        if name not in table:
            raise check.input_error(file, name, "is missing")
    about = About(**{name: _READERS[name](f"{file}: {name}", table[name]) for name in table})
    if about.draws < 1:
        raise check.input_error(f"{file}: draws", about.draws, "must be at least 1")
    if about.offered and about.r_hat > LARGEST_R_HAT:
        rule = f"cannot be offered: R-hat {about.r_hat:.4g} is above {LARGEST_R_HAT:g}"
        raise check.input_error(f"{file}: offered", "true", rule)
    return about


def written(about: About) -> str:
    """Returns the text of about.toml."""
    import json

    def text(value: object) -> str:
        if isinstance(value, list):
            return "".join(["[\n", *(f"    {text(one)},\n" for one in value), "]"])
        # JSON writes texts, numbers and truth values as TOML does.
        return json.dumps(value, ensure_ascii=False)

    fields = about._asdict()
    packages = fields.pop("packages")
    lines = [f"{name} = {text(value)}\n" for name, value in fields.items()]
    lines += ["\n[packages]\n", *(f"{text(name)} = {text(packages[name])}\n" for name in packages)]
    return "".join(lines)


def _texts(field: str, value: Any) -> dict[str, str]:
    given = check.mapping(field, value, "must map names of packages to versions")
    return {name: check.word(f"{field}[{name!r}]", one) for name, one in given.items()}


_READERS: dict[str, Any] = {
    **dict.fromkeys(("version", "library", "biophase", "structure"), check.word),
    "seed": check.seed,
    "draws": check.whole,
    **dict.fromkeys(("r_hat", "effective"), check.positive),
    "offered": check.flag,
    **dict.fromkeys(("substances", "likelihood", "held_out", "parameters"), check.words),
    "packages": _texts,
}
