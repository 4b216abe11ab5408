"""The parameters of one substance, collected section by section under their full names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .checks import keys, table_of, text
from .parameters import Origins, read_parameter, supplied
from .rows import Parameter
from .schema import QUANTITIES
from .where import Where


@dataclass
class Sections:
    """What has been read so far; local names lack the substance ("oral.ka")."""

    name: str
    origins: Origins
    missing: dict[str, str] = field(default_factory=dict)  # local name -> reason
    given: dict[str, Parameter] = field(default_factory=dict)  # local name -> row

    def read_missing(self, content: Any, where: Where) -> None:
        """The reasons; whether the names are right is known only at the end."""
        for local, reason in table_of(content, where).items():
            if isinstance(reason, dict):
                (where / local).fail('a name with a dot needs quotes, as in "mu.koff"')
            self.missing[local] = text(reason, where / local)

    def read(
        self,
        prefix: str,
        content: Any,
        where: Where,
        needed: Collection[str],
        *,
        expected: Collection[str] = (),
        optional: Collection[str] = (),
        defaults: Mapping[str, float] | None = None,
    ) -> None:
        """Read one `parameters` table.

        `needed` must be given, `expected` be given or stand in [missing]; defaults are for files of
        one's own only, library files say everything.
        """
        defaults = defaults if defaults and self.origins.lenient else {}
        optional = {*optional, *expected, *defaults}
        keys(content, where, set(needed) - set(defaults), optional)
        for name, value in content.items():
            local = prefix + name
            self.given[local] = read_parameter(
                self.full(local), value, where / name, QUANTITIES[name], self.origins
            )
        for name in sorted({*needed, *expected} - set(content)):
            if name in needed or prefix + name not in self.missing:
                self._absent(prefix + name, name, where, defaults)

    def _absent(self, local: str, name: str, where: Where, defaults: Mapping[str, float]) -> None:
        if name not in defaults:
            (where / name).fail(f'missing; give it, or say why not in [missing] as "{local}"')
        row = supplied(self.full(local), defaults[name], QUANTITIES[name], "not given: the default")
        self.given[local] = row

    def full(self, local: str) -> str:
        return f"{self.name}.{local}"
