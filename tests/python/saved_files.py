"""Runs of every kind to save, and files of saved runs that somebody has changed."""

import functools
import io
import json
import os
from pathlib import Path

import h5py
import numpy as np

import opiodyn as od
from fixtures import BARE
from opiodyn import _core
from opiodyn._saved.numbers import blocks_of
from opiodyn._saved.seal import _LENGTH, seal

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
STUDY = """\
ID,TIME,AMT,EVID,DV,II,ADDL,weight,smoker,naltrexone.V1
A,0,50,1,.,24,2,70,no,.
A,3,.,0,8.5,.,.,.,yes,.
A,30,.,0,2.5,.,.,.,.,900
B,0,4.5,1,.,.,.,82,no,.
B,8,.,2,.,.,.,.,.,.
B,9,.,3,.,.,.,.,.,.
B,10,.,0,0.1,.,.,.,.,.
"""
OWN = od.Drug(
    "mydrug",
    molar_mass=300.0,
    CL=1.1,
    V=[20.0, 30.0],
    Q=[2.0],
    absorption=[
        od.FirstOrder(ka=1.5, fraction=0.4, lag=0.25),
        od.TransitChain(ktr=2.0, n=3, fraction=0.6),
    ],
)
MANY = (
    od.dose("morphine", amt=10, route="iv", time=1.0, dur=0.5)
    + od.dose("naltrexone", amt=4.5, ii=24, addl=1, ss=1, time=2.0)
    + od.stimulus("exercise", time=3)
    + od.change({"naltrexone.CL": 94}, time=4)
    + od.reset(time=9)
)
GIVEN = od.concentration("methadone", [0, 12], [1, 2], unit="ng/mL")


def drug_of_file(folder: Path):
    """A drug of a file, as a user writes one."""
    path = folder / "mydrug.toml"
    path.write_text(BARE, encoding="utf-8")
    return od.read_drug(path)


def failed(call):
    """The partial run of a call that the solver cannot finish."""
    try:
        call()
    except od.SolverError as error:
        return error.partial
    raise AssertionError("the run came to its end")


def interrupted_people():
    """People of whom the first have run when Ctrl-C arrives."""
    runs = od.simulate(WEEK, subjects=od.population(5, seed=3), end=5, delta=1, threads=1)
    fields = runs._kept._plain()
    for i in (3, 4):
        fields["ended"][i] = (int(_core.StatusCode.not_run), "not run", _core.RunCounts(), 0)
        fields["values"][i] = np.nan
    return type(runs)(type(runs._kept)._again(**fields), runs.model)


@functools.cache
def examples():
    """A run of every kind, by what is special about it."""
    table = od.read_events(io.StringIO(STUDY), drug="naltrexone")
    people = od.population(
        6, seed=1, covariates={"weight": (70, 12), "smoker": {"no": 0.6, "yes": 0.4}}
    )
    of_people = od.simulate(WEEK, subjects=people, end=30, delta=1)
    covariates = od.Model(
        biophase="transient",
        binding="equilibrium",
        covariates={"weight": 90, "hepatic": "decompensated"},
        response=["turnover", "peptides", "effects", "immune"],
        endpoints=["breathing", od.endpoint("cough", receptor="mu", n=1.5)],
        weights="illustrative",
        parameters={"naltrexone.CL": 94.0},
        phi=0.3,
    )
    plain = od.Model(drugs=[OWN], receptors=[], endogenous=[], response=[])
    bound = od.Model(
        drugs=[OWN],
        receptors=["mu"],
        bindings=[od.Binding("mydrug", "mu", K=1.0, koff=60.0, tau=2.0)],
        response=["turnover"],
    )
    grid = {"end": 12.0, "delta": 0.5}
    doses = od.dose("mydrug", amt=5.0, ii=6, addl=1)
    before = {"times": [0.0, 24.0, 24.0, 30.0], "side": ["before", "before", "after", "after"]}
    return {
        "run": od.simulate(WEEK),
        "sides": od.simulate(WEEK, **before),
        "records of every kind": od.simulate(MANY, end=12.0, rtol=1e-7, atol=1e-10),
        "a given concentration": od.simulate(GIVEN, **grid),
        "covariates": od.simulate(WEEK, model=covariates, **grid),
        "literature set": od.simulate(od.regimen("naloxone/nasal 4 mg in"), **grid),
        "own drug": od.simulate(doses, model=plain, **grid),
        "own drug with a binding": od.simulate(doses, model=bound, method="dopri5", **grid),
        "one output": od.simulate(WEEK, times=[1.0]),
        "no dose": od.simulate(od.Regimen([]), **grid),
        "failed": failed(lambda: od.simulate(WEEK, max_steps=40)),
        "failed at once": failed(lambda: od.simulate(WEEK, max_steps=1, times=[20.0])),
        "people": of_people,
        "some of the people": of_people[1:4],
        "a person": of_people[2],
        "people one by one": od.simulate(WEEK, subjects=people, method="dopri5", **grid),
        "people that failed": od.simulate(WEEK, subjects=people, max_steps=40),
        "people after Ctrl-C": interrupted_people(),
        "table": od.simulate(table),
        "table with both sides": od.simulate(table, records="both"),
        "table on a grid": od.simulate(table, **grid),
        "table that failed": od.simulate(table, max_steps=30),
        "subject of a table": od.simulate(table, records="all")[0],
    }


KINDS = [
    *("run", "sides", "records of every kind", "a given concentration", "covariates"),
    *("literature set", "own drug"),
    *("own drug with a binding", "one output", "no dose", "failed", "failed at once", "people"),
    *("some of the people", "a person", "people one by one", "people that failed"),
    *("people after Ctrl-C", "table", "table with both sides", "table on a grid"),
    *("table that failed", "subject of a table"),
]


def bits(run):
    """The bits of all numbers of a run, run by run."""
    return [(block.shape, block.tobytes()) for block in blocks_of(run)]


def unsealed(path: Path) -> bytes:
    """The bytes of a file without its seal."""
    return path.read_bytes()[:-_LENGTH]


def resealed(path: Path, content: bytes) -> Path:
    """A file of these bytes with a seal that fits, as whoever forges a file makes it."""
    path.write_bytes(content)
    seal(path)
    return path


def rewritten(path: Path, change, *, of_text=None) -> Path:
    """Changes the request of a file, and seals it again."""
    os.truncate(path, len(unsealed(path)))
    with h5py.File(path, "r+") as file:
        text = file["opiodyn/request"].asstr()[()]
        if of_text is not None:
            text = of_text(text)
        else:
            plain = json.loads(text)
            change(plain)
            text = json.dumps(plain)
        file["opiodyn/request"][()] = text
    seal(path)
    return path
