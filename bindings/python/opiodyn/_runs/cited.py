"""Runs list the sources that their values rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    import pandas as pd


class Cited:
    """A class that knows its provenance can list its sources."""

    def _cited(self) -> dict[str, Any]:
        """Returns the provenance; it need not have the subjects."""
        raise NotImplementedError

    @overload
    def citations(self, *, format: Literal["text", "bibtex"] = ...) -> str: ...
    @overload
    def citations(self, *, format: Literal["frame"]) -> pd.DataFrame: ...
    @overload
    def citations(self, *, format: str) -> Any: ...
    def citations(self, *, format: str = "text") -> str | pd.DataFrame:
        """Returns the sources of all values that were used, with opiodyn itself as the first.

        They are those of the parameters and of the effects that make people differ, among them
        those of the biophase preset. A value that the caller supplied has no source. The source
        ``opiodyn-design`` stands for choices of this project, which are no literature.

        Args:
            format: ``"text"`` is a numbered list, with the names of the values that rest on each
                source. ``"bibtex"`` has an entry for each, whose ``note`` says how this project
                knows the source. ``"frame"`` is a table with the index ``key`` and the columns
                citation, doi, note and values.

        Raises:
            InputError: There is no such format.

        Example:
            >>> from opiodyn import regimen, simulate
            >>> run = simulate(regimen("naltrexone 4.5 mg po"), end=1)
            >>> "@article{meyer1984," in run.citations(format="bibtex")
            True
        """
        from opiodyn._citations.citations import citations

        return citations(self._cited(), format)
