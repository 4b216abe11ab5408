"""The Python blocks of docs/sensitivities.md run as they are written."""

import re


def test_blocks(root):
    page = (root / "docs/sensitivities.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    space = {}
    for block in blocks:
        exec(compile(block, "sensitivities.md", "exec"), space)
    assert space["shares"].status.item() == "complete"
