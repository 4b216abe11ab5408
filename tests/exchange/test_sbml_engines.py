"""Exported models in libRoadRunner and COPASI: they compute what our solver computes."""

import pytest

import opiodyn as od
from engines import ENGINES
from sbml_models import TABLE, Row, all_rows, pairs, refused, row, single_rows
from sbml_runs import TOLERANCE, differences, exported, ours, with_other_sign, with_values

PLAIN = row("pet", "equilibrium", "off", "library")
MOVING = row("transient", "equilibrium", "on", "library")


def shown(one):
    return "-".join((*one[:3], *sorted(one.features))) if isinstance(one, Row) else None


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


def assert_agree(engine, text, expected):
    worst = differences(engine, text, expected)
    print(f"{engine}: {len(worst)} columns, worst {worst.index[-1]} {worst.iloc[-1]:.1e}")
    assert worst.iloc[-1] < TOLERANCE, worst.tail()


def test_the_table_has_every_pair_that_a_model_can_have():
    assert not [one for one in TABLE if refused(one)]
    assert len(TABLE) == 12
    assert pairs(TABLE) == pairs([one for one in all_rows() if not refused(one)])


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (row("retention", "equilibrium", "on", "library"), "bound drug is a state"),
        (row("pet", "kinetic", "off", "library stimulus"), "moves in this model"),
    ],
    ids=shown,
)
def test_what_the_table_leaves_out_is_refused_by_the_library(one, words):
    assert refused(one)
    with pytest.raises(od.InputError, match=words):
        od.simulate(one.regimen(), model=one.model())


@pytest.mark.parametrize("one", [*TABLE, row("slow", "kinetic", "on", "library")], ids=shown)
def test_an_engine_computes_every_column_of_28_days(engine, one):
    assert_agree(engine, exported(one), ours(one))


@pytest.mark.slow
@pytest.mark.parametrize("one", single_rows(), ids=shown)
def test_an_engine_computes_every_combination(engine, one):
    assert_agree(engine, exported(one), ours(one))


@pytest.mark.parametrize(
    ("one", "name", "value"),
    [
        (PLAIN, "naltrexone.CL", 47.0),
        (PLAIN, "naltrexone.molar_mass", 400.0),
        (MOVING, "beta-endorphin.mu.tau", 1.7),
        (MOVING, "mu.o50", 1.0),
    ],
)
def test_a_parameter_changed_in_the_file_is_one_changed_here(engine, one, name, value):
    text = with_values(exported(one), {name.replace(".", "_").replace("-", "_"): value})
    changed = ours(one, parameters={name: value})
    assert_agree(engine, text, changed)
    assert differences(engine, exported(one), changed).iloc[-1] > 1e-3


@pytest.mark.parametrize(("state", "hours"), [("naltrexone_depot", 30), ("mu_density", 72)])
def test_a_wrong_sign_in_a_rate_is_found(engine, state, hours):
    beginning = ours(MOVING).iloc[:hours]  # later what grows is beyond any engine
    text = exported(MOVING)
    assert differences(engine, text, beginning).iloc[-1] < TOLERANCE
    assert differences(engine, with_other_sign(text, state), beginning).iloc[-1] > 10 * TOLERANCE
