"""What the tests of the library share: calls of the reader, and what it complains of."""

import re

import pytest


@pytest.fixture
def read(drug_reader):
    """Reads a text as mydrug.toml."""
    return lambda text: drug_reader.read_own("mydrug.toml", text)


@pytest.fixture
def fault(drug_reader):
    """The complaint about a text or a file."""

    def complaint(text=None, path="mydrug.toml"):
        with pytest.raises(drug_reader.DrugFileError) as caught:
            drug_reader.read_own(path, text)
        return caught.value

    return complaint


@pytest.fixture
def expect(drug_reader):
    """Reads a library that has a fault, and compares the complaint and its file.

    Three dots in the expected text stand for anything.
    """

    def compare(data, error, file=None):
        with pytest.raises(drug_reader.DrugFileError) as caught:
            drug_reader.read_library(data)
        pattern = ".*".join(map(re.escape, error.split("...")))
        place, found = re.fullmatch(r"data/([^:]+(?::\d+:\d+)?): (.*)", str(caught.value)).groups()
        assert re.fullmatch(pattern, found), found
        assert file is None or place.split(":")[0] == file

    return compare
