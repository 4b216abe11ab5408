"""The Python blocks of docs/sweeps.md run as they are written."""

import re


def test_blocks(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (root / "docs/sweeps.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 6
    space = {}
    for block in blocks:
        exec(compile(block, "sweeps.md", "exec"), space)
    assert (tmp_path / "my-sweep" / "sweep.json").exists()
