"""Every seed, and every input that once broke something, is refused or read as it should be."""

import pytest

import known
from judge import Judge

INPUTS = [
    pytest.param(name, data, id=f"{name}-{label}")
    for name in known.names()
    for label, data in known.inputs(name)
]


@pytest.mark.parametrize(("name", "data"), INPUTS)
def test_no_kept_input_breaks_anything(name: str, data: bytes) -> None:
    finding = Judge.of(known.module(name)).examine(data, twice=True)
    assert finding is None, finding.text


def test_the_kept_inputs_are_few_and_small() -> None:
    assert sum(path.stat().st_size for name in known.names() for path in known.kept(name)) < 200_000
