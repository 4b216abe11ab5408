"""Every fault in a file of the library is refused, in words that name it."""

import pytest

SAMPLE = "drugs/sample.toml"
PRODUCT = "drugs/product.toml"
PEPTIDE = "peptides/peptide.toml"
BIOPHASE = "biophase.toml"
BIB = "references.bib"

MW = 'molar_mass = { value = 300.0, unit = "g/mol", range = [300.0, 300.0]'
FU = 'fu = { value = 0.8, unit = "-", range = [0.7, 0.9]'
RENAL = 'CL_renal = { value = 30.0, unit = "L/h", range = [10.0, 50.0]'
SMOKER = '"CL"\ncovariate = "smoker"'
LAG = '[0.0, 0.25], evidence = "X", status = "assumed"'
SOURCES = 'source = ["first2000", "other2001"]'
NAMED = '[{ name = "fast", kind = "first_order" }, { name = "slow", kind = "zero_order" }]'
TEXT = "must be non-empty text on one line without surplus spaces"
BASE_FACTOR = 'salt_factor = { value = 1.0, unit = "-", range = [1.0, 1.0]'
LOW_FACTOR = 'salt_factor = { value = 0.9, unit = "-", range = [0.9, 1.0]'
SALTS = 'salt = "hydrochloride"\ninputs'
RECEPTOR = "[receptors.mu.parameters]\n"

# Line by line: what to replace (its first occurrence), by what, and the error after the place.
# Three dots stand for anything.
OF_A_PARAMETER = [
    ("meaning", '\nmeaning = "clearance"', "", "parameters.CL.meaning: missing"),
    ("range", "range = [94.0, 211.0]\n", "", "parameters.CL.range: missing"),
    ("value", "value = 150.0\n", "", "parameters.CL.value: missing"),
    ("unknown key", "value = 150.0", "value = 150.0\ncv = 1", "parameters.CL.cv: unknown key; ..."),
    ("no table", FU, 'fu = 0.8\nKp = { note = "1"', "parameters.fu = 0.8: must be a table"),
    ("infinite", "150.0", "inf", "parameters.CL.value = inf: must be a finite number"),
    ("no number", "150.0", "nan", "parameters.CL.value = nan: must be a finite number"),
    ("text", "150.0", '"150"', "parameters.CL.value = '150': must be a number"),
    ("truth", "150.0", "true", "parameters.CL.value = true: must be a number"),
    ("negative", "150.0", "-3", "parameters.CL.value = -3: must not be below 0"),
    ("outside", "150.0", "212", "parameters.CL.value = 212: lies outside the range [94.0, 211.0]"),
    ("half range", "[94.0, 211.0]", "[94.0]", "... = [94.0]: must be two numbers [low, high]"),
    ("range inf", "211.0]", "inf]", "parameters.CL.range[1] = inf: must be a finite number"),
    ("turned", "[94.0, 211.0]", "[211.0, 94.0]", "...: low must not lie above high"),
    ("zero", "[85.0", "[0.0", "parameters.V1.range[0] = 0.0: must be above 0"),
    ("above one", "0.9]", "1.1]", "parameters.fu.range[1] = 1.1: must lie in [0, 1]"),
    ("below zero", "[0.0, 0.25]", "[-1.0, 0.25]", "...lag.range[0] = -1.0: must not be below 0"),
    ("unit", 'unit = "L/h"\n', 'unit = "L"\n', "parameters.CL.unit = 'L': must be 'L/h' here"),
    ("evidence", '"H"\n', '"B"\n', "parameters.CL.evidence = 'B': must be one of A, H, V, X"),
    ("status", '"derived"\n', '"seen"\n', "parameters.CL.status = 'seen': must be one of ..."),
    (
        "own evidence",
        '"H"\n',
        '"U"\n',
        "parameters.CL.evidence = 'U': must be one of A, H, V, X",
    ),
    (
        "assumption read",
        LAG,
        LAG.replace("assumed", "read"),
        "routes.oral.parameters.fast.lag.status = 'read': "
        "an assumption (evidence X) cannot have been read",
    ),
    (
        "evidence assumed",
        '"derived"\n',
        '"assumed"\n',
        "parameters.CL.status = 'assumed': an assumed value is evidence X, not H",
    ),
    ("no source", SOURCES, "source = []", "... = []: must list at least one key of references.bib"),
    ("source", SOURCES, 'source = "a"', "... = 'a': must list at least one key of references.bib"),
    ("no entry", SOURCES, 'source = ["a"]', "...source[0] = 'a': has no entry in references.bib"),
    (
        "twice",
        SOURCES,
        'source = ["first2000", "first2000"]',
        "...[1] = 'first2000': is listed ...",
    ),
    ("no words", '"clearance"', '""', f"parameters.CL.meaning = '': {TEXT}"),
    ("untidy", '"clearance"', '"a  b"', f"parameters.CL.meaning = 'a  b': {TEXT}"),
]
OF_A_SUBSTANCE = [
    ("unknown key", "kind =", 'colour = "red"\nkind =', "colour: unknown key; known here: ..."),
    ("unknown parameter", FU, FU.replace("fu", "fup"), "parameters.fup: unknown key; ..."),
    ("no description", "description = ", "#", "description: missing"),
    ("name", '"sample"', '"other"', "name = 'other': must be the file's name 'sample'"),
    ("capitals", '"sample"', '"Sample"', "name = 'Sample': must be lower-case letters, ..."),
    ("kind", '"drug"', '"cat"', "kind = 'cat': must be one of drug, metabolite, peptide"),
    ("place", '"drug"', '"metabolite"', "kind = 'metabolite': no drug names this metabolite"),
    ("four", "= 2\n", "= 4\n", "compartments = 4: must be a whole number from 0 to 3"),
    ("Q3", "= 2\n", "= 3\n", "parameters.Q3: missing"),
    ("Q2", "= 2\n", "= 1\n", "parameters.Q2: unknown key; ..."),
    ("fu absent", FU, "#" + FU, "parameters.fu: missing; give it, or say why not in [missing] ..."),
    (
        "renal",
        RENAL,
        RENAL.replace("30.0", "160.0").replace("50.0", "200.0"),
        "...above CL = 150.0",
    ),
    ("nothing binds", "= 2\n", "= 0\n", "parameters.V1: unknown key; ..."),
    (
        "receptor",
        "[receptors.mu.",
        "[receptors.nop.",
        "receptors.nop: unknown name; must be one of delta, kappa, mu",
    ),
    ("no affinity", RECEPTOR + "K", RECEPTOR + "#", "receptors.mu.parameters.K: missing"),
    ("no koff", "\nkoff", "\n#", 'receptors.mu.parameters.koff: missing; give it, ... "mu.koff"'),
    (
        "basal",
        "\nkoff",
        "\ne0",
        "receptors.mu.parameters.e0: unknown key; known here: EC50, K, koff, tau",
    ),
    ("metabolite", '["product"]', '["other"]', "metabolites_formation.product: unknown key; ..."),
    ("no list", '["product"]', '"product"', "metabolites = 'product': must be a list"),
    ("no formation", "first_pass", "#", "...first_pass: missing; give it, ..."),
]
OF_A_ROUTE = [
    (
        "route",
        "[routes.intravenous]",
        "[routes.nasal]",
        "routes.nasal: unknown name; must be one of ...",
    ),
    ("salt", '"hydrochloride"', '"HCl"', "routes.oral.salt = 'HCl': must be lower-case ..."),
    ("kind", '"first_order"', '"x"', "routes.oral.inputs[0].kind = 'x': must be one of ..."),
    ("no n", '"first_order"', '"transit"', "routes.oral.inputs[0].n: missing"),
    *(
        (
            f"n {n}",
            '"first_order"',
            f'"transit", n = {n}',
            f"routes.oral.inputs[0].n = {n}: must be a whole number from 1 to 10",
        )
        for n in ("0", "11", "2.5", "true")
    ),
    ("n of another", '"first_order"', '"first_order", n = 3', "...inputs[0].n: unknown key; ..."),
    ("unnamed", 'name = "fast", ', "", "routes.oral.inputs[0].name: missing"),
    ("same", '"slow"', '"fast"', "...inputs[1].name = 'fast': is the name of another ..."),
    ("reserved", '"slow"', '"ka"', "...inputs[1].name = 'ka': is a name of a parameter, ..."),
    ("no inputs", NAMED, "[]", "routes.oral.inputs: missing; only the intravenous route has none"),
    ("other kind", '"zero_order"', '"first_order"', "...slow.duration: unknown key; ..."),
    ("shares", "value = 0.75", "value = 0.5", "routes.oral.parameters: the fractions of the ..."),
    ("base", BASE_FACTOR, LOW_FACTOR, "...salt_factor.value = 0.9: must be 1 for the base"),
    (
        "injected",
        'salt = "base"\n',
        f'salt = "base"\ninputs = {NAMED}\n',
        "...: must be left out ...",
    ),
    ("no parameters", "[routes.intravenous.parameters]", "[sets.x]", "...parameters: missing"),
]
OF_WHAT_IS_MISSING = [
    ("given", "Kp = ", "fu = ", "missing.fu: is given in this file; remove one of the two"),
    ("unknown", "Kp = ", "Kq = ", "missing.Kq: is no parameter that this substance could have"),
    ("shape", "Kp = ", "V3 = ", "missing.V3: is no parameter that this substance could have"),
    ("other route", '"sublingual.F"', '"rectal.F"', 'missing."rectal.F": is no parameter ...'),
    ("given effect", "Q2.cv", "V2.cv", 'missing."V2.cv": is given in this file; ...'),
    ("effect", "Q2.cv", "Kp.cv", 'missing."Kp.cv": is no parameter that this substance could have'),
    ("no category", "hepatic.comp", "hepatic.de", 'missing."CL.hepatic.deensated": is no ...'),
    ("no quotes", '"kappa.K"', "kappa.K", "missing.kappa: a name with a dot needs quotes, ..."),
    ("no reason", '"not told apart"', '""', f"missing.\"product.systemic\" = '': {TEXT}"),
]
OF_PEOPLE = [
    ("unknown", "[variability.CL]", "[variability.V9]", "variability.V9: is not a parameter ..."),
    ("missing", "[variability.CL]", "[variability.Kp]", "variability.Kp: is not a parameter ..."),
    (
        "zero",
        '"oral.fast.F" =',
        '"oral.fast.lag" =',
        "...: varies log-normally, so ... above 0, ...",
    ),
    ("one", "V2 = { value = 0.3", '"intravenous.salt_factor" = { value = 0.3', "...odds, ..."),
    (
        "negative",
        "value = 0.25\n",
        "value = -0.1\n",
        "variability.CL.value = -0.1: must not be ...",
    ),
    ("range", "[0.0, 0.8]", "[0.0, 1.1]", "correlations[0].range[1] = 1.1: must lie in [-1, 1]"),
    (
        "coefficient",
        "value = -0.9",
        "value = -1.1",
        "correlations[1].value = -1.1: must lie in ...",
    ),
    ("alone", '"CL", "V2"]', '"CL"]', "...between = ['CL']: must name two different parameters"),
    ("itself", '"CL", "V2"]', '"CL", "CL"]', "...: must name two different parameters"),
    ("not varied", '"CL", "V2"]', '"CL", "V1"]', "...[1] = 'V1': must be a parameter with a ..."),
    ("pair twice", '"CL", "V2"]', '"oral.fast.F", "CL"]', "correlations[1].between = ...twice"),
    ("no pair", 'between = ["CL", "V2"]\n', "", "correlations[0].between: missing"),
    (
        "covariate",
        '"age"',
        '"height"',
        "covariates[0].covariate = 'height': must be one of age, ...",
    ),
    ("mixed", '"age"', '"smoker"', "covariates[0].covariate = 'smoker': must be one of age, ..."),
    ("no kind", 'kind = "power"\n', "", "covariates[0].kind: missing"),
    ("kind", '"power"', '"square"', "covariates[0].kind = 'square': must be one of factor, ..."),
    ("no reference", "reference = 40.0\n", "", "covariates[0].reference: missing"),
    ("reference", "= 40.0", "= 0", "covariates[0].reference = 0: must be above 0"),
    ("category", '"decompensated"', '"bad"', "covariates[2].category = 'bad': must be one of ..."),
    ("no category", 'category = "yes"\n', "", "covariates[3].category: missing"),
    (
        "both",
        'category = "yes"',
        'category = "yes"\nreference = 1',
        "...reference: unknown key; ...",
    ),
    ("unit", '"1/kg"', '"kg"', "covariates[1].unit = 'kg': must be '1/kg' here"),
    ("set", "value = 0.7\n", "value = 1.2\n", "covariates[2].value = 1.2: must lie in [0, 1]"),
    ("twice", '"V2"\ncovariate = "age"', '"CL"\ncovariate = "weight"', "covariates[1]: ... twice"),
    (
        "factor",
        SMOKER,
        SMOKER.replace("CL", "intravenous.salt_factor"),
        "... 1, becomes 1.2",
    ),
    ("of what", 'parameter = "V2"', 'parameter = "V3"', "covariates[0].parameter: is not a ..."),
]
OF_A_SET = [
    ("no words", 'description = "One', 'note = "One', "sets.short.note: unknown key; known ..."),
    ("no description", 'description = "One', '# "One', "sets.short.description: missing"),
    ("mixed", "compartments = 1\n", "compartments = 2\n", "sets.short.parameters.Q2: missing"),
    ("inherits", "compartments = 1\n", "", "sets.short.parameters.Q2: missing"),
    ("value", "value = 900.0", "value = 9.0", "sets.short.parameters.V1.value = 9.0: lies ..."),
    ("receptor", "[sets.short.receptors.mu.", "[sets.short.receptors.nop.", "sets.short...nop..."),
    (
        "missing",
        'CL_renal = "that',
        'CL = "that',
        "sets.short.missing.CL: is given in this file; ...",
    ),
    (
        "renal",
        'CL_renal = "that',
        'tau = "that',
        "sets.short.missing.tau: is no parameter that ...",
    ),
    ("default", '"usual"', '"short"', "default_set = 'short': must not be one of the other sets"),
    ("name", "[sets.short]", "[sets.S]", "sets.S = ...: must be lower-case letters, ..."),
]
OF_OTHER_FILES = [
    (PRODUCT, "reason", 'CL = "not', 'Kp = "not', "missing.CL: missing; with compartments = 0 ..."),
    (PRODUCT, "route", "[rec", "[routes.oral]\n[rec", "routes: must be left out with compart..."),
    (PRODUCT, "peptide", "compartments = 0\n", "", "compartments: missing"),
    (PEPTIDE, "body", "kind =", "compartments = 1\nkind =", "compartments: unknown key; ..."),
    (PEPTIDE, "level", "\ne0", "\n#", "receptors.delta.parameters.e0: missing; give it, ..."),
    (PEPTIDE, "nothing", "[receptors.delta.parameters]\nK", "[sets.x]\nK", "receptors: missing"),
    (BIOPHASE, "failures", "fails = ", "#", "presets.slow.fails: missing"),
    (
        BIOPHASE,
        "half-life",
        "half_life =",
        "ke0 =",
        "presets.slow.parameters.ke0: unknown key; ...",
    ),
    (BIOPHASE, "name", '"biophase"', '"phase"', "name = 'phase': must be 'biophase'"),
    (BIB, "title", "  title = {A label},\n", "", "other2001: missing field title"),
    (BIB, "unknown", "  volume = ", "  tome = ", "first2000: unknown field tome"),
    (BIB, "twice", "  volume = ", "  year = ", "duplicate field year"),
    (BIB, "year", "{2000}", "{in press}", "first2000: year must be four digits, is 'in press'"),
    (BIB, "kind", "@article{", "@book{", "expected '@article{key,' or '@misc{key,'"),
    (BIB, "braces", "{2000}", "{{2000}", "unbalanced braces"),
    (BIB, "comma", "{2000},", "{2000}", "expected 'field = {text},' or '}'"),
    (BIB, "again", "@misc{other2001", "@misc{first2000", "duplicate entry first2000"),
    (BIB, "unused", "@misc{", "@misc{a2000,\n...}\n\n@misc{", "a2000: entry is never used"),
]
A_MISC = "\n".join(f"  {key} = {{2000}}," for key in ("author", "title", "howpublished", "year"))

CASES = [
    (SAMPLE, *case)
    for group in (
        OF_A_PARAMETER,
        OF_A_SUBSTANCE,
        OF_A_ROUTE,
        OF_WHAT_IS_MISSING,
        OF_PEOPLE,
        OF_A_SET,
    )
    for case in group
] + OF_OTHER_FILES


@pytest.mark.parametrize(
    ("file", "case", "old", "new", "error"),
    CASES,
    ids=[f"{error}, {case}" for _, case, _, _, error in CASES],
)
def test_a_fault_is_named(expect, made_up, file, case, old, new, error):
    edit(made_up / file, old, new.replace("\n...}", f"\n{A_MISC}\n  note = {{x}},\n}}"))
    expect(made_up, error, file)


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
