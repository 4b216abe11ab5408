"""Reads bytes as a drug file: an accepted drug has numbers in their domains, and makes a model."""

import opiodyn as od
from opiodyn._library import DrugFileError, read_own
from opiodyn._library.document import text_of
from opiodyn._library.schema import DOMAINS, PARAMETER_KINDS
from opiodyn._model.drug_file import input_error_of, substance_of

FILE = "d.toml"
_BARE = b"""name = "d"
kind = "drug"
compartments = 1
[parameters]
molar_mass = 300
fu = 0.5
CL = 20.0
V1 = 100
[routes.intravenous]
"""
SEEDS = (
    _BARE,
    _BARE + b'[receptors.mu.parameters]\nK = 1.5\n[missing]\n"mu.koff" = "?"\n"mu.tau" = "?"\n',
    _BARE + b'[routes.oral]\ninputs = [{kind="transit", n=3}]\nparameters = {ktr=2, F=0.4}\n',
    _BARE + b'[parameters.Kp]\nvalue = 1\nunit = "-"\nrange = [0.5, 2]\nevidence = "X"\n'
    b'status = "assumed"\n[variability]\nCL = 0.25\nV1 = 0.1\n[[correlations]]\n'
    b'between = ["CL", "V1"]\nvalue = 0.5\n',
    _BARE + b'[[covariates]]\nparameter = "CL"\ncovariate = "weight"\nkind = "power"\n'
    b"reference = 70\nvalue = 0.75\n[sets.a]\ncompartments = 2\n[sets.a.parameters]\nCL = 1\n"
    b"V1 = 2\nQ2 = 3\nV2 = 4\n",
    b'name = "d"\nkind = "metabolite"\ncompartments = 0\nmetabolites = []\n[missing]\nCL = "?"\n'
    b'V1 = "?"\nfu = "?"\nmolar_mass = "?"\n',
)
WORDS = (
    "first_order", "zero_order", "zero_order_into_depot", "transit", "inputs", "kind", "n = ", "ka",
    "ktr", "duration", "lag", "fraction", "salt_factor", "salt", "EC50", "tau", "koff", "e0", "K",
    "mu", "delta", "kappa", "Q2", "V2", "Q3", "V3", "CL_renal", "ke0", "Kp", "calibrated_at",
    "peptide", "metabolites_formation", "first_pass", "systemic", "default_set", "description",
    "creatinine_clearance", "hepatic", "smoker", "decompensated", "category", "linear", "factor",
    "set", "between", "covariates", "correlations", "variability", "missing", "range", "evidence",
    "status", "source", "meaning", "note", "1e308", "5e-324", "-1", "1e400", "nan", "\ud7ff",
)  # fmt: skip
LONGEST = 1024
ROOMS = ("opiodyn._library",)


def target(data: bytes) -> str:
    try:
        read = read_own(FILE, text_of(data, FILE))
    except DrugFileError as error:
        raise input_error_of(error) from None
    for row in (row for one in (read, *read.sets) for row in one.parameters):
        _, holds = DOMAINS[PARAMETER_KINDS[row.name.rpartition(".")[2]].domain]
        assert all(map(holds, (row.low, row.value, row.high))), row
        assert row.low <= row.value <= row.high, row
    od.Model(drugs=[substance_of(read)], receptors=[], endogenous=[], response=[])
    return repr(read)
