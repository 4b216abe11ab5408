"""This module collects the parameters of one substance, section by section."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .checks import keys, table_of, text
from .parameters import Origins, read_parameter, supplied
from .rows import Parameter
from .schema import PARAMETER_KINDS
from .where import Where

# What else to know of a parameter that is not given.
_ADVICE = {"fu": "; receptors see the free drug alone, and 1 takes all in plasma as free"}


@dataclass
class Sections:
    """The sections hold what has been read of a substance so far.

    A local name such as "oral.ka" lacks the name of the substance.
    """

    name: str
    origins: Origins
    missing: dict[str, str] = field(default_factory=dict)  # local name -> reason
    given: dict[str, Parameter] = field(default_factory=dict)  # local name -> parameter

    def read_missing(self, content: Any, where: Where) -> None:
        """Reads the reasons in [missing]; `check_missing` checks the names at the end."""
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
        """Reads one `parameters` table.

        Args:
            prefix: The beginning of the local names, such as "oral.".
            content: The table.
            where: The place of the table.
            needed: Names that the table must give.
            expected: Names that the table gives, or [missing] names.
            optional: Names that the table may give.
            defaults: Values that a caller's own file may leave out; library files give all.
        """
        defaults = defaults if defaults and self.origins.lenient else {}
        optional = {*optional, *expected, *defaults}
        keys(content, where, set(needed) - set(defaults), optional)
        for name, value in content.items():
            local = prefix + name
            kind = PARAMETER_KINDS[name]
            self.given[local] = read_parameter(
                self.full(local), value, where / name, kind, self.origins
            )
        for name in sorted({*needed, *expected} - set(content)):
            if name in needed or prefix + name not in self.missing:
                self._absent(prefix + name, name, where, defaults)

    def _absent(self, local: str, name: str, where: Where, defaults: Mapping[str, float]) -> None:
        if name not in defaults:
            rule = f'missing; give it, or say why not in [missing] as "{local}"'
            (where / name).fail(rule + _ADVICE.get(name, ""))
        kind, note = PARAMETER_KINDS[name], "not given: the default"
        row = supplied(self.full(local), defaults[name], kind, note)
        self.given[local] = row

    def full(self, local: str) -> str:
        """Returns the full name of a parameter: "naltrexone.oral.ka" for "oral.ka"."""
        return f"{self.name}.{local}"
