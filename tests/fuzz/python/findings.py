"""Keeps findings: the input in build/fuzz/findings/TARGET-KEY, and the words beside it."""

from pathlib import Path

from judge import Finding
from known import BUILT

FOLDER = BUILT / "findings"


def keep(target: str, data: bytes, finding: Finding) -> Path:
    """Writes a finding; of one kind the shortest input is kept. Returns its path."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{target}-{finding.key}"
    if not path.exists() or len(data) < path.stat().st_size:
        path.write_bytes(data)
        explain(path, finding.text)
    return path


def explain(path: Path, text: str) -> None:
    """Writes the words beside an input."""
    path.with_name(f"{path.name}.txt").write_bytes(text.encode("utf-8", "backslashreplace"))
