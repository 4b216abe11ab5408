"""This stub has the types of the compiled core. Use the package opiodyn; this module may change."""

import enum
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, overload

import numpy as np
import numpy.typing as npt
import xarray as xr

from opiodyn._optimum.result import Optimum
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs

_Array: TypeAlias = npt.NDArray[np.float64]
_Absorption: TypeAlias = FirstOrder | ZeroOrder | ZeroOrderIntoDepot | TransitChain

__version__: str
pickle_schema: int

# Errors

class InputError(ValueError):
    """An input error says which field has a value that breaks a rule.

    ``field`` is the name of the field, ``value`` its value as text, and ``rule`` the rule.
    """

    field: str
    value: str
    rule: str

class UnknownNameError(InputError):
    """An unknown name is an input error that suggests a name for a slip, or lists the choices."""

class ParseError(InputError):
    """A parse error says where the text of a regimen cannot be read.

    ``text`` is the whole text. ``position`` and ``length`` are the place of the fault in it, in
    characters [-]. ``one_line`` is the message without the text and its caret.
    """

    text: str
    position: int
    length: int
    one_line: str

class SolverError(RuntimeError):
    """A solver error says that a run could not go on.

    ``time`` is the time at which it stopped [h], and ``step`` the last step that was tried [h].
    ``state`` is the state that limited the step, and ``reason`` says why the run stopped.
    ``partial`` is the run up to there, marked incomplete.
    """

    time: float
    step: float
    state: str
    reason: str
    partial: Run

class NotConvergedError(SolverError):
    """This error says that a periodic steady state does not exist, or was not found."""

class Interrupted(KeyboardInterrupt):
    """An interruption says that Ctrl-C ended a run or several.

    The attributes are those of `SolverError`; ``partial`` has what was computed.
    """

    time: float
    step: float
    state: str
    reason: str
    partial: Run | Runs | xr.Dataset | _Array | Optimum | None

# Limits

def unknown_rule(name: str, known: Sequence[str]) -> str:
    """Returns the rule of an UnknownNameError: a slip is corrected, else it lists what there is."""

def refusal(field: str, value: str, rule: str) -> tuple[str, str, str, str]:
    """Returns the message of an InputError, with its field, value and rule as it shows them."""

class Limits:
    """The limits are sizes that a request may not exceed [-]."""

    @property
    def doses(self) -> int: ...
    @property
    def records(self) -> int: ...
    @property
    def output_times(self) -> int: ...
    @property
    def output_values(self) -> int: ...
    @property
    def window_periods(self) -> int: ...
    @property
    def text_length(self) -> int: ...
    @property
    def table_length(self) -> int: ...
    @property
    def transit_compartments(self) -> int: ...
    @property
    def steps(self) -> int: ...
    @property
    def threads(self) -> int: ...
    def require_output(self, field: str, values: float, made_of: str) -> None:
        """Refuses a result of more numbers than ``output_values``."""

limits: Limits

# Dosing

class Dose:
    """A dose is one record, repeated ``addl`` times every ``ii``.

    ``amt`` is the amount that the label names [mg], and ``time`` that of the first dose [h]. An
    infusion has a length ``dur`` [h] or a ``rate`` [mg/h]. ``ii`` is the time between doses [h],
    and ``addl`` the number of doses after the first [-]. ``ss`` is 0, 1 or 2, as in NONMEM.
    ``cmt`` is a compartment instead of the ``route``. ``F`` [-] and ``lag`` [h] are those of this
    dose. Threads may share a dose.
    """

    def __init__(
        self,
        drug: str,
        *,
        amt: float,
        route: str = "po",
        time: float = 0.0,
        dur: float = 0.0,
        ii: float = 0.0,
        addl: int = 0,
        rate: float = 0.0,
        ss: int = 0,
        cmt: str = "",
        F: float = 1.0,
        lag: float = 0.0,
    ) -> None: ...
    @property
    def drug(self) -> str: ...
    @property
    def amt(self) -> float: ...
    @property
    def route(self) -> str: ...
    @property
    def time(self) -> float: ...
    @property
    def dur(self) -> float: ...
    @property
    def ii(self) -> float: ...
    @property
    def addl(self) -> int: ...
    @property
    def rate(self) -> float: ...
    @property
    def ss(self) -> int: ...
    @property
    def cmt(self) -> str: ...
    @property
    def F(self) -> float: ...
    @property
    def lag(self) -> float: ...

class Reset:
    """A reset puts the body back to its drug-free state at a ``time`` [h]. Threads may share it."""

    def __init__(self, *, time: float) -> None: ...
    @property
    def time(self) -> float: ...

class Change:
    """A change sets ``parameters``, by full name and in their units, from a ``time`` on [h].

    Threads may share a change.
    """

    def __init__(self, *, time: float, parameters: Mapping[str, float]) -> None: ...
    @property
    def time(self) -> float: ...
    @property
    def parameters(self) -> dict[str, float]: ...

class Stimulus:
    """A stimulus happens to the body and is not a drug; it is repeated ``addl`` times every ``ii``.

    ``name`` is exercise, injury, expectation, a peptide or flare. A ``magnitude`` of 1 [-] doubles
    the release. ``time`` is that of the first stimulus [h], and ``ii`` the time between them [h].
    Threads may share a stimulus.
    """

    def __init__(
        self,
        name: str,
        *,
        magnitude: float = 1.0,
        time: float = 0.0,
        ii: float = 0.0,
        addl: int = 0,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def magnitude(self) -> float: ...
    @property
    def time(self) -> float: ...
    @property
    def ii(self) -> float: ...
    @property
    def addl(self) -> int: ...

class Concentration:
    """A concentration is the course of a drug in plasma that the caller gives.

    ``times`` [h] ascend and count from ``time`` [h]; ``values`` are total plasma concentrations in
    ``unit``, one for each time. Threads may share a concentration.
    """

    def __init__(
        self,
        drug: str,
        *,
        times: Sequence[float],
        values: Sequence[float],
        unit: str = "nM",
        time: float = 0.0,
    ) -> None: ...
    @property
    def drug(self) -> str: ...
    @property
    def times(self) -> list[float]: ...
    @property
    def values(self) -> list[float]: ...
    @property
    def unit(self) -> str: ...
    @property
    def time(self) -> float: ...

_Record: TypeAlias = Dose | Reset | Change | Stimulus | Concentration

class Regimen:
    """A regimen is a list of records; regimens add.

    ``count`` is the number of single doses [-]. ``first_time`` and ``last_time`` are those of the
    first and the last record [h]. A run ends at ``default_end`` [h] unless told otherwise. Threads
    may share a regimen.
    """

    def __init__(self, records: Sequence[_Record]) -> None: ...
    @property
    def records(self) -> list[_Record]: ...
    @property
    def doses(self) -> list[Dose]: ...
    @property
    def concentrations(self) -> list[Concentration]: ...
    @property
    def drugs(self) -> list[str]: ...
    @property
    def count(self) -> int: ...
    @property
    def first_time(self) -> float: ...
    @property
    def last_time(self) -> float: ...
    @property
    def default_end(self) -> float: ...
    def given(self, drug: str = "") -> _Array:
        """Returns the times of the single doses of a drug [h], or of all drugs."""
    def stimulated(self) -> _Array:
        """Returns the times of the single stimuli and flares [h]."""
    def next_time(self, drug: str) -> float:
        """Returns the time of the next dose of a series [h]; infinite if there is no series."""
    def __add__(self, other: Regimen, /) -> Regimen: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def parse_regimen(text: str) -> Regimen:
    """Reads a regimen from text."""

# Binding

def bound_with_depletion(ligands: Sequence[tuple[float, float]], receptors: float) -> list[float]:
    """Returns what is bound of each ligand [nM]; it has a total and a constant K [nM]."""

# Parameters

class Parameter:
    """A parameter is a value with its unit, range, evidence and sources.

    ``value``, ``low`` and ``high`` are in its ``unit``.
    """

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def unit(self) -> str: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def evidence(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def sources(self) -> list[str]: ...
    @property
    def meaning(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def unconfirmed(self) -> bool: ...

class Reference:
    """A reference is one source of the library, with the key that parameters name."""

    @property
    def key(self) -> str: ...
    @property
    def citation(self) -> str: ...
    @property
    def doi(self) -> str: ...
    @property
    def note(self) -> str: ...

class Preset:
    """A biophase preset names the data that it agrees with and those that it does not."""

    @property
    def name(self) -> str: ...
    @property
    def matches(self) -> str: ...
    @property
    def fails(self) -> str: ...

class Note:
    """A note is a sentence on safety from data/safety.toml, with the condition that shows it.

    The ``text`` has fields in braces, such as ``{opioid}``. A ``severity`` of 1 is for what can
    kill, 2 for harm, and 3 for limits of the model.
    """

    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def severity(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def sources(self) -> list[str]: ...

def library_notes() -> list[Note]:
    """Returns the notes on safety, in the order in which they are shown."""

def library_safety() -> list[Parameter]:
    """Returns the numbers that decide when a note is shown."""

class Brand:
    """A brand is a word for one drug of the library, or one that is refused."""

    @property
    def name(self) -> str: ...
    @property
    def drug(self) -> str: ...
    @property
    def routes(self) -> list[str]: ...
    @property
    def refusal(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def sources(self) -> list[str]: ...
    @property
    def note(self) -> str: ...

def library_parameters() -> list[Parameter]:
    """Returns all parameters of the library."""

def library_parameters_of(substance: str) -> list[Parameter]:
    """Returns the parameters of a substance, or of a group of names."""

def library_sets_of(substance: str) -> list[str]:
    """Returns the names of the other literature sets of a substance."""

def library_missing() -> dict[str, str]:
    """Returns the names of parameters that are not known, each with the reason."""

def library_references() -> list[Reference]:
    """Returns the references of the library."""

def library_substances() -> list[str]:
    """Returns the names of drugs, metabolites and peptides."""

def library_drugs() -> list[str]:
    """Returns the names of the drugs."""

def brands() -> list[Brand]:
    """Returns the brands of the library."""

def brand(name: str) -> Brand | None:
    """Returns the brand of this name in any case, or None."""

def drug_name(word: str) -> str:
    """Returns the library's name of the drug that a word means, or the word itself."""

def drug_among(drugs: list[str], word: str) -> str:
    """Returns which of the drugs of a regimen a word means."""

def presets() -> list[Preset]:
    """Returns the biophase presets."""

# A drug of your own

class FirstOrder:
    """First-order absorption empties a depot at a rate proportional to its content.

    ``ka`` is the rate constant [1/h], ``F`` the bioavailability [-], ``lag`` the time from dose to
    entry [h], and ``fraction`` the part of the dose that takes this path [-].
    """

    def __init__(
        self, *, ka: float, F: float = 1.0, lag: float = 0.0, fraction: float = 1.0
    ) -> None: ...
    @property
    def ka(self) -> float: ...
    @property
    def F(self) -> float: ...
    @property
    def lag(self) -> float: ...
    @property
    def fraction(self) -> float: ...

class ZeroOrder:
    """Zero-order absorption brings a dose into plasma at a constant rate.

    ``duration`` is its length [h]; the other fields are as in `FirstOrder`.
    """

    def __init__(
        self, *, duration: float, F: float = 1.0, lag: float = 0.0, fraction: float = 1.0
    ) -> None: ...
    @property
    def duration(self) -> float: ...
    @property
    def F(self) -> float: ...
    @property
    def lag(self) -> float: ...
    @property
    def fraction(self) -> float: ...

class ZeroOrderIntoDepot:
    """A formulation may release its dose at a constant rate into a depot.

    ``duration`` is the length of the release [h], and ``ka`` the rate constant of the depot [1/h].
    The other fields are as in `FirstOrder`.
    """

    def __init__(
        self,
        *,
        duration: float,
        ka: float,
        F: float = 1.0,
        lag: float = 0.0,
        fraction: float = 1.0,
    ) -> None: ...
    @property
    def duration(self) -> float: ...
    @property
    def ka(self) -> float: ...
    @property
    def F(self) -> float: ...
    @property
    def lag(self) -> float: ...
    @property
    def fraction(self) -> float: ...

class TransitChain:
    """A transit chain delays a dose by transit compartments between the depot and plasma.

    ``ktr`` is the rate constant of the depot and of each transit compartment [1/h], and ``n`` the
    number of transit compartments behind the depot [-], from 1 to 10. The other fields are as in
    `FirstOrder`.
    """

    def __init__(
        self, *, ktr: float, n: int, F: float = 1.0, lag: float = 0.0, fraction: float = 1.0
    ) -> None: ...
    @property
    def ktr(self) -> float: ...
    @property
    def n(self) -> int: ...
    @property
    def F(self) -> float: ...
    @property
    def lag(self) -> float: ...
    @property
    def fraction(self) -> float: ...

class Metabolite:
    """A metabolite takes up fractions of its parent's first-pass loss and elimination.

    ``first_pass`` and ``systemic`` are these fractions [-].
    """

    def __init__(self, name: str, *, first_pass: float = 1.0, systemic: float = 1.0) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def first_pass(self) -> float: ...
    @property
    def systemic(self) -> float: ...

class Drug:
    """A drug of your own has one to three compartments.

    ``molar_mass`` is that of the measured substance [g/mol]. ``CL`` is the clearance [L/h], ``V``
    are the volumes [L], and ``Q`` are the clearances between the first and each further compartment
    [L/h]. ``absorption`` has the inputs of an oral dose. ``fu`` is the unbound fraction in plasma
    [-], ``Kp`` the ratio of effect site to free plasma [-], and ``salt_factor`` the substance per
    mass dosed [-]. ``ke0`` is the rate constant of the effect site [1/h]; None takes the preset.
    """

    def __init__(
        self,
        name: str,
        *,
        molar_mass: float,
        CL: float,
        V: Sequence[float],
        Q: Sequence[float] = ...,
        absorption: Sequence[_Absorption] = ...,
        metabolites: Sequence[Metabolite] = ...,
        fu: float = 1.0,
        Kp: float = 1.0,
        salt_factor: float = 1.0,
        ke0: float | None = None,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def molar_mass(self) -> float: ...
    @property
    def CL(self) -> float: ...
    @property
    def V(self) -> list[float]: ...
    @property
    def Q(self) -> list[float]: ...
    @property
    def absorption(self) -> list[_Absorption]: ...
    @property
    def metabolites(self) -> list[Metabolite]: ...
    @property
    def fu(self) -> float: ...
    @property
    def Kp(self) -> float: ...
    @property
    def salt_factor(self) -> float: ...
    @property
    def ke0(self) -> float | None: ...

class Binding:
    """A binding holds the affinity, kinetics and efficacy of a ligand at a receptor.

    ``K`` is the dissociation constant [nM], ``koff`` the dissociation rate constant [1/h], and
    ``tau`` the efficacy [-]; 0 is an antagonist.
    """

    def __init__(
        self, ligand: str, receptor: str, *, K: float, koff: float, tau: float = 0.0
    ) -> None: ...
    @property
    def ligand(self) -> str: ...
    @property
    def receptor(self) -> str: ...
    @property
    def K(self) -> float: ...
    @property
    def koff(self) -> float: ...
    @property
    def tau(self) -> float: ...

class Endpoint:
    """An endpoint is an effect of opioids that a model reads out.

    ``receptor`` brings it about, and ``n`` is its slope [-]. ``meaning`` says in words what it is.
    """

    def __init__(self, *, name: str, receptor: str, n: float, meaning: str = "") -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def receptor(self) -> str: ...
    @property
    def n(self) -> float: ...
    @property
    def meaning(self) -> str: ...

def endpoints() -> list[Endpoint]:
    """Returns the endpoints of the library."""

_Row: TypeAlias = tuple[
    str, float, str, float, float, str, str, Sequence[str], str, str, str
]  # the fields of a parameter in a file, in order

class Substance:
    """A substance is a drug that was read from a file, with what the file knows of people."""

    def __init__(
        self,
        *,
        name: str,
        kind: str,
        compartments: int,
        metabolites: Sequence[str],
        routes: Sequence[tuple[str, str, Sequence[tuple[str, str, int]]]],
        receptors: Sequence[str],
        parameters: Sequence[_Row],
        missing: Mapping[str, str],
        effects: Sequence[_Row],
        variability: Sequence[tuple[str, str]],
        correlations: Sequence[tuple[str, str, str]],
        covariates: Sequence[tuple[str, str, str, str, float, str]],
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def parameters(self) -> list[Parameter]: ...

# The model

class Ligand:
    """A ligand is a drug, a metabolite or a peptide of a model; its molar mass is in [g/mol]."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def molar_mass(self) -> float: ...

class StateInfo:
    """The information on a state is its name, unit and meaning."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def meaning(self) -> str: ...

class ResponseOptions:
    """The options of the response are its parts, phi and the weights."""

    def __init__(self, parts: Sequence[str], *, phi: float, weights: str) -> None: ...

class Model:
    """A compiled model computes the equations. Threads may share it: it never changes.

    States, derivatives and Jacobians are in the units of ``states``, and per [h].
    """

    def __init__(
        self,
        *,
        biophase: str,
        binding: str,
        drugs: Sequence[str | Drug | Substance],
        routes: Sequence[str],
        receptors: Sequence[str],
        endogenous: Sequence[str],
        bindings: Sequence[Binding],
        response: ResponseOptions,
        endpoints: Sequence[str | Endpoint],
        parameters: Mapping[str, float],
        concentration_given: Sequence[str],
        strict: bool,
    ) -> None: ...
    def of_person(self, individual: Mapping[str, float]) -> Model:
        """Returns the model with the parameters of one person, by full name and in their units."""
    @property
    def parameters(self) -> list[Parameter]: ...
    @property
    def used_parameters(self) -> list[str]: ...
    @property
    def missing(self) -> dict[str, str]: ...
    @property
    def compartments(self) -> dict[str, dict[str, int | None]]: ...
    @property
    def routes(self) -> dict[str, list[str]]: ...
    @property
    def routes_of_drugs(self) -> dict[str, list[str]]: ...
    def entries(self, drug: str, *, route: str, cmt: str) -> list[tuple[str, float]]:
        """Returns the states that a dose enters, each with the duration [h]."""
    @property
    def effects(self) -> list[Parameter]: ...
    @property
    def ligands(self) -> list[Ligand]: ...
    @property
    def columns(self) -> list[Column]: ...
    @property
    def states(self) -> list[StateInfo]: ...
    @property
    def size(self) -> int: ...
    @property
    def linear(self) -> bool: ...
    def concentration_state(self, drug: str) -> int:
        """Returns the index of the state that holds a concentration which the caller gives."""
    def observe(self, y: _Array) -> _Array:
        """Returns the columns at a state, one value each, in the units of ``columns``."""
    def baseline(self) -> _Array:
        """Returns the drug-free steady state, [state]."""
    def derivative(self, t: float, y: _Array) -> _Array:
        """Returns dy/dt without doses [unit of the state per h], [state]."""
    def jacobian(self, t: float, y: _Array) -> _Array:
        """Returns d(dy/dt)/dy [unit of the row per h and unit of the column], [state, state]."""

# People

_Covariate: TypeAlias = float | str

class Person:
    """A person is one of a population: the same seed and index give the same person.

    Threads may share a person.
    """

    def __init__(self, *, seed: int, index: int, covariates: Mapping[str, _Covariate]) -> None: ...
    @property
    def seed(self) -> int: ...
    @property
    def index(self) -> int: ...
    @property
    def covariates(self) -> dict[str, _Covariate]: ...

def population(
    n: int,
    seed: int,
    covariates: Mapping[str, _Covariate | tuple[float, float] | Mapping[str, float]],
    first: int,
    most: int,
) -> list[Person]:
    """Draws people from a number on; each depends on the seed and its number alone."""

def person_parameters(model: Model, person: Person) -> dict[str, float]:
    """Returns the parameters of a person that differ from the typical ones."""

def covariate_parameters(model: Model, covariates: Mapping[str, _Covariate]) -> dict[str, float]:
    """Returns the parameters that covariates change."""

def taken(ordered: Regimen, *, missed: float, shift: float, seed: int, subject: int) -> Regimen:
    """Draws what a subject takes of an ordered regimen: some doses are missed or late [h]."""

def philox(counter: Sequence[int], key: Sequence[int]) -> list[int]:
    """Returns the random numbers of a counter under a key."""

# A run

class Column:
    """A column is one quantity that a run reports, such as occupancy.naltrexone.mu.

    ``ligand`` is a drug or peptide, and ``place`` a compartment or receptor.
    """

    @property
    def quantity(self) -> str: ...
    @property
    def ligand(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def name(self) -> str: ...

class StatusCode(enum.IntEnum):
    """A status code tells how a run ended."""

    complete = 0
    failed = 1
    refused = 2
    interrupted = 3
    not_run = 4

def status_text(code: StatusCode) -> str:
    """Returns a code in words, such as "not run"."""

class RunCounts:
    """The counts tell how much work a run was [-].

    ``steps`` were accepted, ``rejected_steps`` were too inaccurate and tried again.
    ``steady_state_residual`` is the largest relative change over one more period of a steady
    state, and ``steady_state_periods`` the number of periods that were integrated.
    """

    def __init__(self, *, steps: int = 0, rejected_steps: int = 0) -> None: ...
    @property
    def steps(self) -> int: ...
    @property
    def rejected_steps(self) -> int: ...
    @property
    def steady_states(self) -> int: ...
    @property
    def steady_state_residual(self) -> float: ...
    @property
    def steady_state_periods(self) -> int: ...

class Trajectory:
    """A trajectory holds the numbers of one run, with names, units and provenance.

    One thread fills it; threads may then share it. Columns are views of shape [time].
    """

    def __init__(self, model: Model, times: _Array) -> None: ...
    def append(self, rows: _Array) -> None:
        """Appends rows of all columns, [time, column]."""
    def finish(
        self, code: StatusCode, status: str, counts: RunCounts, provenance: Mapping[str, str]
    ) -> None:
        """Sets the status with its code, the counts and the provenance."""
    def rows(self, first: int, count: int) -> _Array:
        """Returns a copy of some rows, [time, column]."""
    @property
    def times(self) -> _Array: ...
    @property
    def columns(self) -> list[Column]: ...
    @property
    def ligands(self) -> list[Ligand]: ...
    @property
    def provenance(self) -> dict[str, str]: ...
    @property
    def complete(self) -> bool: ...
    @property
    def status(self) -> str: ...
    @property
    def code(self) -> StatusCode: ...
    @property
    def counts(self) -> RunCounts: ...
    def column(self, name: str) -> _Array:
        """Returns a column by its full name, in its unit."""
    def occupancy(self, ligand: str, receptor: str) -> _Array:
        """Returns the fraction of all receptors of a type that hold a ligand [-]."""
    def free_receptors(self, receptor: str) -> _Array:
        """Returns the fraction of all receptors of a type that hold no ligand [-]."""
    def effect_site(self, ligand: str) -> _Array:
        """Returns the concentration at the receptors in the brain [nM]."""
    def concentration(self, ligand: str, unit: str = "nM") -> _Array:
        """Returns the total plasma concentration, in [nM] or [ng/mL]."""
    def amount(self, ligand: str, compartment: str) -> _Array:
        """Returns the amount in a compartment [mg]."""

def grid(begin: float, end: float, delta: float) -> _Array:
    """Returns times from begin to end [h], delta apart [h]."""

@overload
def same_instant(a: float, b: float) -> bool:
    """Tells whether two times [h] are the same instant."""

@overload
def same_instant(a: _Array, b: _Array | float) -> npt.NDArray[np.bool_]: ...
@overload
def same_instant(a: float, b: _Array) -> npt.NDArray[np.bool_]: ...
def output_times(regimen: Regimen, end: float) -> _Array:
    """Returns output times from 0 to end that follow a regimen [h]."""

class StopFlag:
    """A flag stops a run between two steps; another thread may set it."""

    def set(self) -> None:
        """Asks the runs with this flag to stop."""

def simulate(
    model: Model,
    regimen: Regimen,
    times: _Array,
    seen: npt.NDArray[np.int64],
    *,
    method: str = "automatic",
    rtol: float = 1e-6,
    atol: float = 1e-9,
    max_steps: int = 20_000_000,
    max_seconds: float = 3600.0,
    stop: StopFlag | None = None,
) -> Trajectory:
    """Runs a model along a regimen and returns its columns at the output times [h]."""

class BatchRows:
    """The rows of a batch have the numbers of each subject.

    ``values`` are the columns at the output times, ``metric_values`` the metrics; both are flat.
    ``codes`` are status codes; ``steps`` and ``rejected_steps`` are counts [-].
    """

    @property
    def status(self) -> list[str]: ...
    @property
    def codes(self) -> npt.NDArray[np.int8]: ...
    @property
    def steps(self) -> npt.NDArray[np.int64]: ...
    @property
    def rejected_steps(self) -> npt.NDArray[np.int64]: ...
    @property
    def values(self) -> _Array: ...
    @property
    def metric_values(self) -> _Array: ...
    @property
    def interrupted(self) -> bool: ...

def simulate_batch(
    models: Sequence[Model],
    covariates: Sequence[Mapping[str, float | str]],
    regimens: Sequence[Regimen],
    people: Sequence[Person],
    rows: npt.NDArray[np.int64],
    names: Sequence[str],
    values: _Array,
    *,
    times: _Array,
    columns: Sequence[str],
    metrics: Sequence[tuple[str, str, tuple[float, float, float, float, float], float]],
    rtol: float,
    atol: float,
    max_steps: int,
    threads: int,
    stop: StopFlag | None,
) -> BatchRows:
    """Runs many subjects in the lanes of several threads.

    A row of ``rows`` has the numbers of its model, regimen and person; ``values`` are its
    parameters, by ``names``.
    """

def instruction_sets() -> list[tuple[str, int]]:
    """Returns the instruction sets that this machine can run, each with its number of lanes.

    The plainest one comes first. Batches use the last one.
    """

class SubjectRuns:
    """SubjectRuns are whole runs, one for each row."""

    @property
    def trajectories(self) -> list[Trajectory]: ...
    @property
    def interrupted(self) -> bool: ...

def simulate_subjects(
    models: Sequence[Model],
    regimens: Sequence[Regimen],
    people: Sequence[Person],
    rows: npt.NDArray[np.int64],
    outputs: Sequence[tuple[_Array, npt.NDArray[np.int64]]],
    *,
    rtol: float,
    atol: float,
    max_steps: int,
    threads: int,
    stop: StopFlag | None,
) -> SubjectRuns:
    """Runs many subjects in the lanes of several threads, and keeps every column.

    A row of ``rows`` has the numbers of its model, regimen and person. Each row has its own pair of
    output times and how many records they show, or all rows share one pair.
    """

class SensitivityRows(BatchRows):
    """The rows of a sensitivity are those of a batch, with derivatives for each variable."""

    @property
    def value_derivatives(self) -> _Array: ...
    @property
    def metric_derivatives(self) -> _Array: ...
    @property
    def at(self) -> _Array: ...

def simulate_sensitivities(
    models: Sequence[Model],
    covariates: Sequence[Mapping[str, float | str]],
    regimens: Sequence[Regimen],
    people: Sequence[Person],
    rows: npt.NDArray[np.int64],
    names: Sequence[str],
    values: _Array,
    *,
    times: _Array,
    columns: Sequence[str],
    metrics: Sequence[tuple[str, str, tuple[float, float, float, float, float], float]],
    rtol: float,
    atol: float,
    max_steps: int,
    threads: int,
    stop: StopFlag | None,
    variables: Sequence[tuple[str, str, int]],
) -> SensitivityRows:
    """Runs many subjects as `simulate_batch` does, with derivatives for the variables."""

class Evaluator:
    """An evaluator runs one subject with rows of other values of its variables."""

    def __init__(
        self,
        model: Model,
        regimen: Regimen,
        variables: Sequence[tuple[str, str, int]],
        *,
        times: _Array,
        columns: Sequence[str],
        metrics: Sequence[tuple[str, str, tuple[float, float, float, float, float], float]],
        rtol: float,
        atol: float,
        max_steps: int,
        threads: int,
    ) -> None: ...
    def run(
        self, values: _Array, derivatives: bool
    ) -> tuple[_Array, _Array | None, list[tuple[int, StatusCode, str]], bool]:
        """Runs rows of values.

        The result has the numbers, their derivatives if these are asked for, the rows that failed
        with code and reason, and whether Ctrl-C was pressed.
        """

class Predictor:
    """A predictor runs the subjects of a study, each for values of its variables."""

    def __init__(
        self,
        models: Sequence[Model],
        regimens: Sequence[Regimen],
        outputs: Sequence[tuple[_Array, npt.NDArray[np.int64]]],
        columns: Sequence[str],
        variables: Sequence[tuple[str, str, int]],
        *,
        rtol: float,
        atol: float,
        max_steps: int,
        threads: int,
    ) -> None: ...
    def run(
        self, values: _Array, derivatives: bool
    ) -> tuple[_Array, _Array | None, list[tuple[int, StatusCode, str]], bool]:
        """Runs all subjects, each for its row of values.

        The result has the values, their derivatives if these are asked for, the subjects that
        failed with code and reason, and whether Ctrl-C was pressed.
        """

class SteadyState:
    """A periodic steady state is where a body goes that is dosed the same way for ever.

    ``residual`` is the largest relative change of a state over one more period [-], and ``periods``
    the number of periods that were integrated [-].
    """

    @property
    def state(self) -> _Array: ...
    @property
    def residual(self) -> float: ...
    @property
    def periods(self) -> int: ...

def steady_state(
    model: Model,
    regimen: Regimen,
    period: float,
    *,
    rtol: float,
    atol: float,
    max_seconds: float,
) -> SteadyState:
    """Finds the periodic steady state of doses that recur every period [h]."""

# Metrics

class Extremum:
    """An extremum is the highest or lowest ``value`` of a curve, with its ``time`` [h]."""

    @property
    def value(self) -> float: ...
    @property
    def time(self) -> float: ...
    def __iter__(self) -> Iterator[float]: ...

def peak(times: _Array, values: _Array) -> Extremum:
    """Returns the highest sample of a curve."""

def trough(times: _Array, values: _Array) -> Extremum:
    """Returns the lowest sample of a curve."""

def area(times: _Array, values: _Array) -> float:
    """Returns the area under a curve, in the unit of its values times [h]."""

def mean(times: _Array, values: _Array) -> float:
    """Returns the mean of a curve over time, in the unit of its values."""

def time_above(times: _Array, values: _Array, threshold: float) -> float:
    """Returns how long a curve lies above a threshold [h]."""

def time_to_fall_below(
    times: _Array, values: _Array, threshold: float, *, after: float
) -> float | None:
    """Returns the first time [h] at which a curve is at or below a threshold; None if never."""

def time_since(times: _Array, events: _Array) -> _Array:
    """Returns the time since the latest event [h], for each time."""

# Exchange

def formulas(model: Model) -> dict[str, Any]:
    """Returns the equations of a model as plain data: terms, and what they make up."""

def dose_events(
    model: Model, regimen: Regimen
) -> list[tuple[float, int, int, list[tuple[float, int]]]]:
    """Returns what a regimen does to a model as plain events: time [h], kind, state, amounts."""
