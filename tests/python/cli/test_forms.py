"""Arguments that a message names are written as the shell or a scenario has them."""

import pytest

from fixtures import refused
from opiodyn import _core
from opiodyn._checks import check
from opiodyn._cli.forms import IN_SCENARIO, IN_SHELL, rewritten, told

FORMS = [
    ("drop=['SEX']", "--drop SEX", 'drop = ["SEX"] in [table]'),
    (
        "out: drop=['A B', \"it's]\"]; more",
        "out: --drop 'A B' --drop 'it'\"'\"'s]'; more",
        'out: drop = ["A B", "it\'s]"] in [table]; more',
    ),
    ("drop=['A)', '-x']", "--drop 'A)' --drop=-x", 'drop = ["A)", "-x"] in [table]'),
    (
        "out: columns={'A B': 'ID'}, drop=['C'], or keep=['D']",
        "out: --column 'A B=ID' --drop C, or --keep D",
        'out: columns = { "A B" = "ID" } in [table], drop = ["C"] in [table], or keep = ["D"] in '
        "[table]",
    ),
    (
        "columns={'SUBJ': 'ID', 'B': 'C'}",
        "--column SUBJ=ID --column B=C",
        'columns = { "SUBJ" = "ID", "B" = "C" } in [table]',
    ),
    ("units={'TIME': ...}", "--unit TIME=...", 'units = { "TIME" = ... } in [table]'),
    ("units={...}", "--unit NAME=UNIT", "units = { ... } in [table]"),
    ("keep=[...]", "--keep NAME", "keep = [...] in [table]"),
    ("dates='dmy'", "--dates dmy", 'dates = "dmy" in [table]'),
    ("decimal=','", "--decimal ,", 'decimal = "," in [table]'),
    ("records='all'", "--records all", 'records = "all" in [table]'),
    (
        "here or in drug=, or",
        "here or in --drug NAME|FILE.toml, or",
        "here or in drug in [table], or",
    ),
    ("read_events(..., drug=...)", "--drug NAME|FILE.toml", "drug in [table]"),
    ("explain(model)", "--drug FILE.toml", "drugs in [model]"),
    ("the unit is kept; drug = 3", "the unit is kept; drug = 3", "the unit is kept; drug = 3"),
]


@pytest.mark.parametrize(("python", "shell", "scenario"), FORMS)
def test_arguments_in_a_text(python, shell, scenario):
    assert rewritten(python, IN_SHELL) == shell
    assert rewritten(python, IN_SCENARIO) == scenario


@pytest.mark.parametrize(
    ("field", "shell", "scenario"),
    [
        ("drop", "--drop", "drop"),
        ("keep and drop", "--keep and --drop", "keep and drop"),
        ("units['TIME']", "--unit TIME", "units.TIME"),
        ("columns", "columns", "columns"),
        ("drug", "drug", "drug"),
        ("row 3, column AMT", "row 3, column AMT", "row 3, column AMT"),
    ],
)
def test_arguments_at_fault(field, shell, scenario):
    def told_as(form):
        with told(form):
            raise check.input_error(field, "x", "is wrong", _core.UnknownNameError)

    for form, expected in ((IN_SHELL, shell), (IN_SCENARIO, scenario)):
        error = refused(lambda form=form: told_as(form))
        assert type(error) is _core.UnknownNameError
        assert error.field == expected
