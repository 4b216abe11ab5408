"""The Python blocks of docs/events.md run as they are written."""

import re

from opiodyn._events_columns import COVARIATES, recognise


def page(root):
    return (root / "docs/events.md").read_text(encoding="utf-8")


def test_blocks(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", page(root), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    namespace = {}
    for block in blocks:
        exec(compile(block, "events.md", "exec"), namespace)


def test_columns(root):
    rows = [line for line in page(root).splitlines() if line.startswith("| ")]
    names = re.findall(r"`([A-Za-z0-9_.]+)`", " ".join(row.split("|")[1] for row in rows))
    names = list(dict.fromkeys(["TIME", *names]))
    assert len(names) > 20
    without_aliases = [name for name in names if name not in ("TINF", "LAG")]
    recognise(without_aliases, [])
    for covariate in COVARIATES:
        assert f"`{covariate}`" in page(root)
