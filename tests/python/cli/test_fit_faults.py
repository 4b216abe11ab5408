"""A fault of a problem is one line with its place, in the words of the file; nothing is written."""

import re

import pytest

from opiodyn._cli.problem.schema import SECTIONS

STUDY = "TIME,AMT,DV\n0,50,.\n1,.,9.1\n2,.,7.9\n4,.,4.2\n8,.,1.9\n"
TABLES = {
    "study.csv": STUDY,
    "dvid.csv": "TIME,AMT,DV,DVID\n0,50,.,.\n1,.,9.1,1\n2,.,7.9,2\n4,.,4.2,2\n",
    "zero.csv": STUDY.replace("1.9", "0"),
    "blq.csv": STUDY.replace("1.9", "BLQ"),
    "many.csv": "TIME,AMT,DV\n0,50,.\n" + "".join(f"{t},.,{9.0 / t:g}\n" for t in range(1, 9)),
    "unseen.csv": "TIME,AMT\n0,50\n1,.\n",
}
SHORT = {
    # A model of plasma alone, with a line for a drug, and a table that can be fitted.
    "{P}": "model = { receptors = [], endogenous = [] }\n",
    "{T}": "[table]\nfile = 'study.csv'\ndrug = 'naltrexone'\n",
    "{O}": "[fit]\nobserve.DV = 'mass_concentration.naltrexone'\n",
    "{F}": "[fit]\nobserve.DV = 'mass_concentration.naltrexone'\nvary.naltrexone.CL = [20, 600]\n",
    "{V}": "vary.naltrexone.CL = [20, 600]\n",
}
"""What the rows shorten; the order in a file is {P} (1 line), {T} (3), {F} (3)."""

FAULTS = [
    ("", ":1:1: table.file: missing; give the path of a table of events"),
    ("regimen = 'a'", ":1:1: regimen: unknown; known: fit, model, solver, table, write"),
    ("[tabel]", ":1:1: tabel: unknown; did you mean 'table'?"),
    ("{T}", ":1:1: fit.observe: missing; give the column that DV has"),
    ("{T}[fit]\n{V}", ":4:1: fit.observe: missing; give the column that DV has"),
    ("{T}{O}", ":4:1: fit.vary: missing; give bounds of what to estimate"),
    ("{T}{O}vray.naltrexone.CL = [1, 2]", ":6:1: fit.vray: unknown; did you mean 'vary'?"),
    ("{T}{F}threads = 3", ":7:1: fit.threads: unknown; known: error, fixed, level, lloq, observe"),
    ("table = 3", ":1:9: table = 3: must be a table"),
    ("[table]\nfile = 3", ":2:8: table.file = 3: must be text"),
    ("[table]\nfile = 'no.csv'\n{F}", ":2:1: events = 'no.csv': there is no such file"),
    (
        "[table]\nfile = 'study.csv'\n{F}",
        "name the drug here or in drug in [table], or use a model",
    ),
    ("{T}drop = ['SEX']\n{F}", ":4:1: drop = 'SEX': no such column; there are TIME, AMT, DV"),
    ("{T}records = 'all'\n{F}", ":4:1: table.records: unknown; known: accept, carry, columns"),
    ("{T}{F}[model]\nbiophase = 'pit'", ":8:12: model.biophase = 'pit': must be one of pet"),
    ("{T}{F}[model]\ndrugs = ['no.toml']", "no.toml: there is no such file"),
    ("{T}{F}[model]\ndrugs = ['morphine']", ":3:1: drug = 'naltrexone': unknown; known: morphine"),
    ("{T}{F}[model.parameters]\nnaltrexone.CI = 9", ":8:1: parameter = 'naltrexone.CI': unknown"),
    ("{T}{F}[solver]\nmethod = 'exact'", ":8:1: solver.method: unknown; known: atol, rtol"),
    ("{P}{T}{F}[solver]\nrtol = 0", ":9:1: rtol = 0: must be a finite number above 0"),
    ("{P}{T}{F}[solver]\natol = -1", ":9:1: atol = -1: must be a finite number above 0"),
    # observe
    ("{P}{T}[fit]\nobserve = 'tone.mu'\n{V}", ":6:11: fit.observe = 'tone.mu': must be a table"),
    ("{P}{T}[fit]\nobserve.IV = 'x'\n{V}", ":6:1: fit.observe.IV: must be DV, the column"),
    ("{P}{T}[fit]\nobserve = {}\n{V}", ":6:1: fit.observe.DV: missing; give the column"),
    ("{P}{T}[fit]\nobserve.DV = {}\n{V}", ":6:14: fit.observe.DV = {}: needs at least one"),
    ("{P}{T}[fit]\nobserve.DV.a = 'x'\n{V}", ":6:1: fit.observe.DV.a: must be a number of DVID"),
    ("{P}{T}[fit]\nobserve.DV.1 = 'tone.mu'\n{V}", ":6:1: observe.DV.1 = 'tone.mu': this model"),
    (
        "{P}{T}[fit]\nobserve.DV.1 = 'mass_concentration.naltrexone'\n{V}",
        ":6:1: observe.DV = [1.0]: needs a column DVID in the table",
    ),
    (
        "{P}[table]\nfile = 'dvid.csv'\ndrug = 'naltrexone'\n{F}",
        "the table observes several: give observe.DV = { 1 = ..., 2 = ... }",
    ),
    # vary and start
    ("{P}{T}{O}vary = {}", ":7:1: vary = {}: needs one parameter at least"),
    ("{P}{T}{O}vary.naltrexone.CL = 3", ":7:22: fit.vary.naltrexone.CL = 3: must be a lower and"),
    ("{P}{T}{O}vary.naltrexone.CL = [1, 'x']", ":7:26: fit.vary.naltrexone.CL[1] = 'x': must be a"),
    ("{P}{T}{O}vary.naltrexone.CL = [9, 1]", "naltrexone.CL = [9, 1]: must ascend: the lower"),
    ("{P}{T}{O}vary.naltrexone.CL = [-5, 620]", ":7:23: vary.naltrexone.CL[0] = -5: must be"),
    ("{P}{T}{O}vary.naltrexone.CI = [1, 2]", ":7:1: parameter = 'naltrexone.CI': unknown; did you"),
    (
        "{P}{T}{F}vary.'naltrexone.CL' = [20, 600]",
        ':8:1: fit.vary."naltrexone.CL": is given twice',
    ),
    (
        "{P}{T}{O}vary.naltrexone.CL = [600, 620]",
        ":7:1: vary.naltrexone.CL = 150: must lie within its bounds, 600 to 620; it is the value "
        "of the model: give start in [fit], or other bounds",
    ),
    (
        "{P}{T}{O}vary.naltrexone.intramuscular.burst.ka = [0.01, 2]",
        ":7:1: vary = 'naltrexone.intramuscular.burst.ka': changes nothing",
    ),
    ("{P}{T}{F}start.naltrexone.CL = 999", ":8:1: start.naltrexone.CL = 999: must lie within its"),
    ("{P}{T}{F}start.naltrexone.V1 = 99", ":8:1: start = 'naltrexone.V1': unknown; known: nal"),
    ("{P}{T}{F}start.naltrexone.CL = 'x'", ":8:23: fit.start.naltrexone.CL = 'x': must be a num"),
    # error models and priors
    (
        "{P}{T}{F}error = 'poisson'",
        ":8:9: fit.error = 'poisson': must be one of additive, combined",
    ),
    ("{P}{T}{F}error.tone.mu = 'log'", ":8:1: error = 'tone.mu': unknown; known: mass_conc"),
    ("{P}{T}{F}error.tone.mu = 3", ":8:17: fit.error.tone.mu = 3: must be one of additive"),
    ("{P}{T}{F}fixed.cv.x = 3", ":8:1: fixed = 'cv.x': unknown; known: cv.mass_concentration.nalt"),
    ("{P}{T}{F}fixed.cv.x = 3", "a parameter of the model that stays is left out of vary in [fit]"),
    ("{P}{T}{F}priors.naltrexone.CL = [1, 2]", ":8:24: fit.priors.naltrexone.CL = [1, 2]: must be"),
    (
        "{P}{T}{F}priors.naltrexone.CL = ['gauss', 1, 2]",
        "CL[0] = 'gauss': must be one of lognormal",
    ),
    (
        "{P}{T}{F}priors.naltrexone.CL = ['normal', 1, 0]",
        ":8:38: priors.naltrexone.CL[2] = 0: must",
    ),
    ("{P}{T}{F}priors.naltrexone.V1 = ['normal', 1, 1]", ":8:1: priors = 'naltrexone.V1': unknown"),
    # limits, level and data
    ("{P}{T}{F}lloq = 0", ":8:1: lloq = 0: must be a finite number above 0"),
    ("{P}{T}{F}lloq = 'a'", ":8:8: fit.lloq = 'a': must be a number"),
    ("{P}{T}{F}lloq.tone.mu = 1", ":8:1: lloq = 'tone.mu': unknown; known: mass_concentration"),
    ("{P}{T}{F}level = 1", ":8:1: level = 1: must lie between 0 and 1, and be neither"),
    ("{P}{T}{F}pooled = 1", ":8:10: fit.pooled = 1: must be true or false"),
    ("{P}[table]\nfile = 'unseen.csv'\ndrug = 'naltrexone'\n{F}", ":2:1: table = DV: nothing was"),
    (
        "{P}[table]\nfile = 'zero.csv'\ndrug = 'naltrexone'\n{F}error = 'log'",
        ":2:1: row 6, column DV = 0: must be above 0 for the error model 'log'",
    ),
    (
        "{P}[table]\nfile = 'blq.csv'\ndrug = 'naltrexone'\n{F}",
        ":2:1: row 6, column DV = 'BLQ': is below a limit that is not known; give lloq in [fit]",
    ),
    (
        "{P}{T}{F}vary.naltrexone.V1 = [20, 900]\nvary.naltrexone.Q2 = [20, 900]\n"
        "vary.naltrexone.V2 = [20, 900]",
        ":2:1: table = 4 observations: are fewer than the 5 parameters to estimate",
    ),
    (
        "{P}[table]\nfile = 'many.csv'\ndrug = 'naltrexone'\n{F}vary.naltrexone.V1 = [20, 900]\n"
        "vary.naltrexone.Q2 = [20, 900]\nvary.naltrexone.V2 = [20, 900]\n"
        "vary.naltrexone.oral.F = [0.01, 1]",
        "the data do not determine it; fix one of these, or give a prior",  # all scale with F
    ),
    # write
    ("{T}{F}[write]\nreport = 'a.csv'", ":8:1: write.report = 'a.csv': must end in .txt"),
    ("{T}{F}[write]\ncsv = 'no/a.csv'", ":8:1: write.csv = "),
    ("{T}{F}[write]\npredictions = 'a.png'", ":8:1: write.predictions = 'a.png': must end in .csv"),
    (
        "{T}{F}[write]\nplot = 'a.gif'",
        ":8:1: write.plot = 'a.gif': must end in .png or .pdf or .svg",
    ),
    ("{T}{F}[write]\ncsv = './study.csv'", ":8:7: write.csv = './study.csv': is the table that is"),
    (
        "{T}{F}[write]\ncsv = 'a.csv'\npredictions = './a.csv'",
        ":9:15: write.predictions = './a.csv': is written by csv already",
    ),
    (
        "{T}{F}pooled = false\n[write]\nplot = 'a.png'",
        ":9:8: write.plot = 'a.png': draws one fit, and with pooled = false each subject has one",
    ),
]


def whole(text):
    for short, long in SHORT.items():
        text = text.replace(short, long)
    return text


@pytest.fixture
def tables(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "old.csv").write_text("old")


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_fault_is_one_line_with_its_place_and_writes_nothing(fit, tmp_path, text, message):
    problem = whole(text)
    if "[write]" not in problem:
        problem += "\n[write]\ncsv = 'old.csv'\n"
    code, out, err = fit(problem)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("opiodyn: error: ")
    assert message in err.replace(f"{tmp_path}/", "")
    # No word of Python is left where a key of the file is meant.
    assert not re.search(r"\w=[ ,;)]|\['|\.partial", err)
    assert (tmp_path / "old.csv").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {*TABLES, "old.csv", "problem.toml"}


@pytest.mark.usefixtures("tables")
def test_the_problem_of_these_rows_is_sound(fit):
    code, out, err = fit(whole("{P}{T}{F}"))
    assert (code, err) == (0, "")
    assert out.startswith("Fit: converged")


def test_every_key_of_a_fit_and_of_writing_has_a_fault():
    for section in ("fit", "write"):
        for key in SECTIONS[section]:
            assert any(re.search(rf"\b{key}\b", text) for text, _ in FAULTS), key
