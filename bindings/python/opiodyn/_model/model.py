"""The model: which drugs, receptors and peptides, under which assumptions, with which numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._model import tables
from opiodyn._model.covariates import covariates_of
from opiodyn._model.options import (
    DrugChoice,
    bindings_of,
    drugs_of,
    effects_of,
    name_of,
    overrides_of,
    refusing_phi,
)
from opiodyn._model.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

_SHOWN_DRUG = "naltrexone"
_SCHEMA = 3  # of a pickled model


class Model(Settings):
    """Pharmacokinetics, biophase, competitive binding and the body's response, joined. Never
    changes once made.

    Args:
        biophase: How the brain follows plasma, for naltrexone and for drugs without a rate of
            their own (``ke0``). ``"pet"``, ``"transient"``, ``"plasma"`` and ``"retention"`` agree
            with different data, because the literature disagrees; `opiodyn.parameters.presets`
            says which.
        binding: ``"kinetic"``: complexes form and dissociate at their rates. ``"equilibrium"``:
            they follow the concentrations at once, which is faster to compute; off by 0.02
            (pet) to 0.09 (plasma) in occupancy while 50 mg of naltrexone by mouth floods in, by
            more after an intravenous dose and for ligands that dissociate more slowly (see
            examples/python/03_kinetic_and_equilibrium.py).
        drugs: Names of drugs of the library (``"naloxone/fda"`` is another literature set of
            naloxone), drugs of your own (`Drug`), or drug files (`read_drug`). None: the drugs that
            the regimen names, all from the library.
        routes: Routes of the drugs, such as ``["po", "iv"]``, each with its depots. None: those
            that the regimen uses, where it decides the drugs too, otherwise all that a drug has.
        receptors: Any of ``"mu"``, ``"delta"``, ``"kappa"``; empty for plain pharmacokinetics.
        endogenous: Peptides that compete for the receptors.
        bindings: Affinities in addition to those of the library, or instead of them.
        response: What the body answers, as far as the model has the receptors and peptides for it:
            ``"turnover"`` of receptors (up-regulation), ``"peptides"`` that move (rebound),
            ``"adaptation"`` to agonists (tolerance and withdrawal), and ``"immune"``: OGF receptor,
            microglial activation, cytokine and pain index, hypotheses all of them. Empty: receptors
            and peptides stay at their drug-free state, whatever the drugs do.
        phi: What drives the peptides: the block that is sensed (1), the tone that is lost (0), or a
            mix. It decides whether a low dose can raise tone. None: 1, assumed (not if strict).
        effects: Weights of ``"immune"``: ``"mechanism"`` (all 0, so that pain does not move) or
            ``"illustrative"`` (set to the difference to placebo in one positive trial; a larger
            later one found none).
        parameters: Values by name that replace those of the library, such as
            ``{"naltrexone.CL": 94.0}``; `Model.parameters` lists the names.
        covariates: Of the person: ``weight`` (kg), ``age`` (years), ``creatinine_clearance``
            (mL/min), ``smoker`` (``"no"``, ``"yes"``, or a truth value, 0 or 1), ``hepatic``
            (``"normal"``, ``"compensated"``, ``"decompensated"``). They act on the parameters as
            far as each drug's file knows (``opiodyn.parameters.of(drug)`` lists the effects).
        strict: Refuse a model that rests on assumptions (evidence X; no ``phi``), naming them.

    Raises:
        UnknownNameError: A name is not known; the message suggests the nearest.
        InputError: A value breaks a rule; the message names field, value and rule.

    Example:
        >>> model = Model(biophase="transient", parameters={"naltrexone.CL": 94.0})
        >>> model.parameters.loc["naltrexone.CL", "evidence"]
        'U'
    """

    def __init__(
        self,
        *,
        biophase: str = "pet",
        binding: str = "kinetic",
        drugs: Iterable[DrugChoice] | None = None,
        routes: Iterable[str] | None = None,
        receptors: Iterable[str] = ("mu", "delta", "kappa"),
        endogenous: Iterable[str] = ("beta-endorphin", "enkephalin", "dynorphin"),
        bindings: Iterable[_core.Binding] = (),
        response: Iterable[str] = ("turnover", "peptides", "adaptation"),
        phi: float | None = None,
        effects: str = "mechanism",
        parameters: Mapping[str, float] | None = None,
        covariates: Mapping[str, float | str | bool] | None = None,
        strict: bool = False,
    ) -> None:
        self._biophase = check.word("biophase", biophase)
        self._binding = check.word("binding", binding)
        self._drugs = None if drugs is None else drugs_of(drugs)
        self._routes = None if routes is None else check.words("routes", routes)
        self._receptors = check.words("receptors", receptors)
        self._endogenous = check.words("endogenous", endogenous)
        self._bindings = bindings_of(bindings)
        self._response = check.words("response", response)
        self._phi = None if phi is None else check.fraction("phi", phi)
        self._effects_set = effects_of(effects, self._response)
        self._overrides = overrides_of({} if parameters is None else parameters)
        self._covariates = covariates_of({} if covariates is None else covariates)
        self._personal: dict[str, float] = {}
        self._varies = False
        self._settled: tuple[list[str], list[str] | None, Model] | None = None  # the last one
        check.instance("strict", strict, bool, "must be True or False")
        self._strict = strict
        self._compiled = self._compile(self._shown_drugs() if self._drugs is None else self._drugs)

    def _shown_drugs(self) -> list[DrugChoice]:
        """What stands for the drugs of a regimen that is not known yet."""
        named = {name.split(".")[0] for name in self._overrides}
        known = [
            name for drug in _core.library_drugs() for name in (drug, *_core.library_sets_of(drug))
        ]
        return [name for name in known if name in named | {_SHOWN_DRUG}]

    def _compile(self, drugs: list[DrugChoice]) -> _core.Model:
        # A model without drugs shows one, but it is the settled one that must not assume.
        strict = self._strict and self._drugs is not None
        with refusing_phi(strict and self._phi is None and self._moves_peptides):
            typical = self._typical(drugs, strict)
        if not self._covariates:
            return typical
        self._personal = _core.covariate_parameters(typical, self._covariates)
        own = typical.of_person(self._personal)
        if strict:
            self._refuse_assumed_effects(own)
        return own

    def _typical(self, drugs: list[DrugChoice], strict: bool) -> _core.Model:
        return _core.Model(
            biophase=self._biophase,
            binding=self._binding,
            drugs=drugs,
            routes=self._routes or [],
            receptors=self._receptors,
            endogenous=self._endogenous,
            bindings=self._bindings,
            response=_core.ResponseOptions(self._response, phi=self.phi, effects=self._effects_set),
            parameters=self._overrides,
            strict=strict,
        )

    def options(self) -> dict[str, Any]:
        """Returns the arguments that make this model again.

        ``Model(**model.options() | {"phi": 0.5})`` is the model with another drive of the peptides.
        They are copies: what is done to them leaves the model as it is. Of a person drawn at random
        they have the covariates, and not the variation that was drawn.
        """
        return {
            "biophase": self._biophase,
            "binding": self._binding,
            "drugs": None if self._drugs is None else list(self._drugs),
            "routes": None if self._routes is None else list(self._routes),
            "receptors": list(self._receptors),
            "endogenous": list(self._endogenous),
            "bindings": list(self._bindings),
            "response": list(self._response),
            "phi": self._phi,
            "effects": self._effects_set,
            "parameters": dict(self._overrides),
            "covariates": dict(self._covariates),
            "strict": self._strict,
        }

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as what it was made of, and the parameters of a person drawn at random."""
        return Model._unpickled, (_SCHEMA, self.options(), self._personal if self._varies else None)

    @classmethod
    def _unpickled(
        cls, schema: int, options: dict[str, Any], personal: dict[str, float] | None
    ) -> Model:
        if schema != _SCHEMA:
            raise ValueError("this model was pickled by another version of opiodyn")
        model = cls(**options)
        if personal is not None:
            model._compiled = model._compiled.of_person(personal)
            model._personal, model._varies = personal, True
        return model

    def _changed(self, **own: Any) -> Model:
        """A copy in which some attributes differ; copy() would build the model anew."""
        changed = object.__new__(Model)
        vars(changed).update(vars(self) | own)
        return changed

    def _refuse_assumed_effects(self, core: _core.Model) -> None:
        """In strict mode what makes a person differ must rest on evidence too."""
        assumed = [row.name for row in self._acting(core, self._covariates) if row.evidence == "X"]
        if assumed:
            rule = f"effects of people that are assumptions (evidence X): {', '.join(assumed)}"
            raise check.input_error("strict", True, rule)

    @property
    def compartments(self) -> dict[str, list[str]]:
        """The compartments of each drug that can be dosed, in the order of their numbers (cmt)."""
        return self._compiled.compartments

    @property
    def parameters(self) -> pd.DataFrame:
        """Every parameter in force, with its provenance; columns as in `opiodyn.parameters`. Those
        of a part of the response are there where the model has that part.

        A model without drugs of its own shows naltrexone here; in `simulate` it takes the drugs of
        the regimen.
        """
        return tables.parameters(self._compiled.parameters)

    def used_parameters(self) -> pd.DataFrame:
        """Returns the parameters that the equations and doses use.

        Returns:
            The rows of `parameters` on which a run depends, with the same columns and units. The
            other rows change nothing here, such as those of a route that the model leaves out.
        """
        return tables.parameters(self._used_rows())

    def _used_rows(self) -> list[_core.Parameter]:
        used = set(self._compiled.used_parameters)
        return [row for row in self._compiled.parameters if row.name in used]

    def _acting(
        self, core: _core.Model, covariates: Mapping[str, float | str]
    ) -> list[_core.Parameter]:
        used = set(core.used_parameters)
        known = {
            f"{name}.{value}" if isinstance(value, str) else name
            for name, value in covariates.items()
        }
        variation = {"cv", "rho"} if self._varies else set()

        def acts(row: _core.Parameter) -> bool:
            parts = row.name.split("~")[0].split(".")
            return any(
                ".".join(parts[:cut]) in used
                and ".".join(parts[cut:] or ["rho"]) in known | variation
                for cut in range(1, len(parts) + 1)
            )

        return [row for row in core.effects if acts(row)]

    @property
    def states(self) -> pd.DataFrame:
        """The state variables in order: index ``name``; columns ``unit`` and ``meaning``.

        Those of the response are relative to the drug-free body too, and so are complexes: where
        receptors turn over, an occupancy is ``LIGAND.RECEPTOR.bound / RECEPTOR.density``.
        """
        return tables.states(self._compiled.states)

    def baseline(self) -> FloatArray:
        """The drug-free steady state, one value per state."""
        return self._compiled.baseline()

    def derivative(self, t: float, y: npt.ArrayLike) -> FloatArray:
        """dy/dt without doses, per h.

        Args:
            t: Time, h. The model does not depend on it; integrators pass it.
            y: One value per state, in the units of `states`.

        Raises:
            InputError: ``y`` has another length.
        """
        return self._compiled.derivative(check.number("t", t), check.curve("y", y))

    def jacobian(self, t: float, y: npt.ArrayLike) -> FloatArray:
        """d(dy/dt)/dy, per h: an array of shape (states, states); arguments as in `derivative`."""
        return self._compiled.jacobian(check.number("t", t), check.curve("y", y))

    def __repr__(self) -> str:
        said = [f"biophase={self._biophase!r}", f"binding={self._binding!r}"]
        if self._drugs is not None:
            said.append(f"drugs={[name_of(drug) for drug in self._drugs]}")
        said.append(f"receptors={self._receptors}")
        said.append(f"response={self._response}")
        if self.phi != 1.0:
            said.append(f"phi={self.phi:g}")
        if self._effects_set != "mechanism":
            said.append(f"effects={self._effects_set!r}")
        if self._overrides:
            said.append(f"parameters={self._overrides}")
        return f"Model({', '.join(said)})"
