"""What people write reaches the same records through every door of Python."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import refused

VIVITROL = "naltrexone 380 mg im q672h x6"


def test_codes_and_brands_are_read_in_text():
    assert str(od.regimen("Vivitrol 380 MG IM q4w x 6")) == VIVITROL
    assert str(od.regimen("naltrexone 4500 µg po qhs for 4 weeks")) == (
        "naltrexone 4.5 mg po q24h x28 at 22h"
    )


def test_a_brand_is_read_as_an_argument():
    written = od.dose("VIVITROL", amt=380, route="IM", ii=672, addl=5)
    assert str(written) == VIVITROL
    assert written.drugs == ["naltrexone"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: od.dose("vivitrol", amt=380),
            "dose.route = po: vivitrol is naltrexone given im; write naltrexone for another route",
        ),
        (
            lambda: od.dose("LDN", amt=4.5),
            "dose.drug = 'LDN': means low-dose naltrexone, a dose and no drug of its own; write "
            "naltrexone with the amount, such as naltrexone 4.5 mg po",
        ),
        (
            lambda: od.Model(drugs=["suboxone"]),
            "drug = 'suboxone': is buprenorphine with naloxone; write the part that you mean, such "
            "as buprenorphine 8 mg sl",
        ),
        (
            lambda: od.simulate(od.regimen("naltrexone 4.5 mg sl")),
            "route = sl: naltrexone has no sublingual route; it has po, er, im, depotrex, iv",
        ),
        (
            lambda: od.simulate(od.dose("sublocade", amt=300, route="sc")),
            "route = sc: buprenorphine has no subcutaneous route; it has iv, sl",
        ),
        (
            lambda: od.dose("naltrexone", amt=-1),
            "dose.amt = -1: must be a finite number, at least 0",
        ),
    ],
)
def test_what_cannot_be_is_refused(call, message):
    assert str(refused(call)) == message


def test_a_brand_is_a_drug_of_a_model():
    model = od.Model(drugs=["Vivitrol"])
    assert model.ligands[0] == "naltrexone"
    assert "naltrexone" in repr(model)
    assert od.simulate(od.regimen(VIVITROL), model=model, end=1).complete


def test_another_case_is_one_drug_beside_the_usual_one():
    both = od.regimen("Naltrexone 50 mg po + naltrexone 50 mg po at 24h")
    assert both.drugs == ["naltrexone"]


def table(**columns):
    return od.read_events(pd.DataFrame({"TIME": [0, 1], "AMT": [4, None], **columns}))


def test_a_brand_in_a_table_brings_its_drug_and_its_route():
    written = table(DRUG=["Kloxxado", ""])
    usual = table(DRUG=["naloxone", ""], ROUTE=["in", ""])
    one, other = (od.simulate(each).concentration("naloxone") for each in (written, usual))
    assert one[-1] > 0
    np.testing.assert_array_equal(one, other)
    assert "known" not in str(
        od.simulate(
            od.read_events(
                pd.DataFrame({"TIME": [0, 1], "AMT": [380, None], "ROUTE": ["im", ""]}),
                drug="vivitrol",
            )
        ).regimen
    )


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"DRUG": ["vivitrol", ""], "ROUTE": ["po", ""]}, "vivitrol is naltrexone given im"),
        ({"DRUG": ["narcan", ""]}, "must be given: narcan is given in or iv or im or sc"),
        ({"DRUG": ["contrave", ""]}, "is naltrexone with bupropion, "),
    ],
)
def test_a_brand_in_a_table_is_refused_as_in_text(columns, rule):
    assert rule in str(refused(lambda: table(**columns)))


def test_placebo_is_a_dose_of_nothing():
    run = od.simulate(od.dose("naltrexone", amt=0, ii=24, addl=2))
    assert run.regimen.count == 3
    assert run.times[-1] == 72
    assert (run.concentration("naltrexone") == 0).all()
    assert run.tone("mu") == pytest.approx(1.0, abs=1e-9)
    assert str(od.regimen("naltrexone 0 mg po daily x3")) == str(run.regimen)


def test_units_of_concentration_are_multiples_of_each_other():
    run = od.simulate(od.dose("naltrexone", amt=50), end=4)
    base = run.concentration("naltrexone")
    for unit, factor in {
        "nmol/L": 1.0,
        "uM": 1e-3,
        "ng/mL": 0.34141,
        "ug/L": 0.34141,
        "µg/L": 0.34141,
        "mg/L": 0.34141e-3,
        "ng/L": 341.41,
    }.items():  # 341.41 g/mol
        np.testing.assert_allclose(run.concentration("naltrexone", unit), factor * base, rtol=1e-12)
