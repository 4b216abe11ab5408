"""docs/drug-files.md names the parameters of the body that data/response.toml has."""

import re
import tomllib

from fixtures import ROOT

WORD = re.compile(r"`\"?([\w.-]+)\"?`")


def page_groups():
    """The table of groups: for each row the names of its groups, and those of their parameters."""
    page = (ROOT / "docs/drug-files.md").read_text(encoding="utf-8")
    table = page.partition("| group | parameters |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [row.split(" | ") for row in table.splitlines()]
    return [(set(WORD.findall(groups)), set(WORD.findall(names))) for groups, names in rows]


def test_the_groups_and_their_parameters_are_those_of_the_data():
    text = (ROOT / "data/response.toml").read_text(encoding="utf-8")
    data = {
        name: set(group["parameters"])
        for name, group in tomllib.loads(text).items()
        if isinstance(group, dict)
    }
    for groups, names in page_groups():
        named = {name for name in names if not name.startswith(("LIGAND.", "weights."))}
        assert named == set().union(*(data.pop(group) for group in groups)), groups
    assert data == {}
