"""This module holds the model: its drugs, receptors, peptides, assumptions and parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.pickles import pickled
from opiodyn._model import tables
from opiodyn._model.covariates import covariates_of
from opiodyn._model.endpoint import endpoints_of
from opiodyn._model.equations import Equations
from opiodyn._model.options import (
    DrugChoice,
    bindings_of,
    drugs_of,
    overrides_of,
    refusing_phi,
    weights_of,
)

if TYPE_CHECKING:
    import pandas as pd

_SHOWN_DRUG = "naltrexone"
_NOT_KNOWN = "not known"  # the value in errors about what nobody has measured


@pickled("Model")
class Model(Equations):
    """A model joins pharmacokinetics, effect site, competitive binding and the body's response.

    It is immutable, and threads may share it.

    Args:
        biophase: Plasma-to-brain (effect-site) delay model, for naltrexone and for drugs without a
            rate of their own (``ke0``). ``"pet"``, ``"transient"``, ``"plasma"``, ``"slow"`` and
            ``"retention"`` agree with different data, because the literature disagrees;
            `opiodyn.parameters.presets` says which.
        binding: ``"kinetic"`` or ``"equilibrium"``. Kinetic complexes form and dissociate at their
            rates. Complexes at equilibrium follow the concentrations at once, which is faster to
            compute. Occupancy is then off by 0.06 (pet) to 0.21 (plasma) while 50 mg of naltrexone
            by mouth is absorbed. The error is larger after an intravenous dose, and for ligands
            that dissociate more slowly. examples/python/03_kinetic_and_equilibrium.py prints it for
            five rates of dissociation, for this tablet under ``"pet"``.
        drugs: Names of drugs of the library (``"naloxone/nasal"`` is another literature set of
            naloxone), drugs of your own (`Drug`), or drug files (`read_drug`). None takes the drugs
            that the regimen names, all from the library.
        routes: Routes of the drugs, such as ``["po", "iv"]``, each with its depots. None takes the
            routes that the regimen uses if ``drugs`` is None, and otherwise all routes.
        receptors: Any of ``"mu"``, ``"delta"``, ``"kappa"``; empty for plain pharmacokinetics.
        endogenous: Names of the peptides that compete for the receptors
            (``"beta-endorphin/controlled"`` is another literature set of beta-endorphin).
        bindings: Affinities in addition to those of the library, or instead of them.
        response: Parts of the body's response, as far as the model has their receptors and
            peptides. ``"turnover"`` of receptors gives up-regulation, ``"peptides"`` that move give
            rebound, ``"adaptation"`` to what drugs add to the response of a receptor gives
            tolerance and withdrawal, and ``"effects"`` gives breathing, pupil, pain and liking.
            ``"immune"`` adds OGF receptor, microglial activation, cytokine and pain index, all of
            which are hypotheses. If empty, receptors and peptides stay at their drug-free state.
        endpoints: The effects that the model reports: names of the library (``"breathing"``,
            ``"pupil"``, ``"pain"``, ``"liking"``), or endpoints of your own (`endpoint`). None
            takes those of the library whose receptor the model has.
        phi: Drive of the peptides [-]: receptor blockade itself (1), lost tone (0), or a mix. It
            decides whether a low dose can raise tone. None assumes 1; a strict model refuses None.
        weights: Weights of ``"immune"``. ``"mechanism"`` sets them to 0, so that no drug changes
            pain. ``"illustrative"`` sets them to the difference from placebo in one positive trial;
            three larger later trials found no difference.
        parameters: Values by full name that replace those of the library, such as
            ``{"naltrexone.CL": 94.0}``; `Model.parameters` lists names and units.
        covariates: Covariates of the person: ``weight`` [kg], ``age`` [years],
            ``creatinine_clearance`` [mL/min], ``smoker`` (``"no"``, ``"yes"``, a truth value, 0 or
            1) and ``hepatic`` (``"normal"``, ``"compensated"``, ``"decompensated"``). They change
            the parameters as far as the file of each drug has an effect;
            ``opiodyn.parameters.of(drug)`` lists the effects.
        concentration_given: Names of those of the drugs whose plasma concentration you give, as
            another model computed it. Such a drug has no kinetics in this model, takes no dose and
            forms no metabolite. A run gets the concentration from `concentration`, and `derivative`
            from the state that `concentration_state` names.
        strict: If True, a model that rests on assumptions (evidence X, or no ``phi``) is refused.

    Raises:
        UnknownNameError: A name is not known; the message says what there is.
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
        response: Iterable[str] = ("turnover", "peptides", "adaptation", "effects"),
        endpoints: Iterable[str | _core.Endpoint] | None = None,
        phi: float | None = None,
        weights: str = "mechanism",
        parameters: Mapping[str, float] | None = None,
        covariates: Mapping[str, float | str | bool] | None = None,
        concentration_given: Iterable[str] = (),
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
        self._endpoints = endpoints_of(endpoints, self._response)
        self._phi = None if phi is None else check.fraction("phi", phi)
        self._weights = weights_of(weights, self._response)
        self._overrides = overrides_of({} if parameters is None else parameters)
        self._covariates = covariates_of({} if covariates is None else covariates)
        self._personal: dict[str, float] = {}
        self._varies = False
        self._settled: tuple[list[list[str] | None], Model] | None = None  # the last one
        self._given = [
            _core.drug_name(drug)
            for drug in check.words("concentration_given", concentration_given)
        ]
        self._strict = check.flag("strict", strict)
        self._compiled = (
            self._compile_shown() if self._drugs is None else self._compile(self._drugs)
        )

    def _compile_shown(self) -> _core.Model:
        """Compiles the model with the drugs that it shows before a regimen decides them."""
        named = {*(name.split(".")[0] for name in self._overrides), *self._given}
        try:
            return self._compile(_listed({*named, _SHOWN_DRUG}))
        except _core.InputError as error:
            if error.value != _NOT_KNOWN or _SHOWN_DRUG in named:
                raise
            return self._compile(_listed(named))  # a regimen need not have the drug shown

    def _compile(self, drugs: list[DrugChoice]) -> _core.Model:
        # A model without drugs shows one. It may rest on assumptions; the settled model may not.
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
            response=_core.ResponseOptions(self._response, phi=self.phi, weights=self._weights),
            endpoints=self._endpoints or [],
            parameters=self._overrides,
            concentration_given=self._given,
            strict=strict,
        )

    def options(self) -> dict[str, Any]:
        """Returns the arguments that make this model again, by name.

        ``Model(**model.options() | {"phi": 0.5})`` is the model with another drive of the peptides.
        The arguments are copies, so changes to them do not reach the model. The arguments of a
        person drawn at random hold the covariates, but not the variation that was drawn.
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
            "endpoints": None if self._endpoints is None else list(self._endpoints),
            "phi": self._phi,
            "weights": self._weights,
            "parameters": dict(self._overrides),
            "covariates": dict(self._covariates),
            "concentration_given": list(self._given),
            "strict": self._strict,
        }

    def _plain(self) -> dict[str, Any]:
        """Returns the arguments, and the parameters of a person drawn at random, for a pickle."""
        return {"options": self.options(), "personal": self._personal if self._varies else None}

    @classmethod
    def _again(cls, options: dict[str, Any], personal: dict[str, float] | None) -> Model:
        """Returns the model of these arguments, with the parameters of a person drawn at random."""
        model = cls(**options)
        if personal is not None:
            model._compiled = model._compiled.of_person(personal)
            model._personal, model._varies = personal, True
        return model

    def _changed(self, **own: Any) -> Model:
        """Returns a copy in which some attributes differ; copy() would build the model anew."""
        changed = object.__new__(Model)
        vars(changed).update(vars(self) | own)
        return changed

    def _refuse_assumed_effects(self, core: _core.Model) -> None:
        """Refuses a person whose parameters differ because of an assumed effect."""
        assumed = [row.name for row in self._acting(core, self._covariates) if row.evidence == "X"]
        if assumed:
            rule = (
                "these effects of people are assumptions (evidence X): "
                f"{', '.join(assumed)}; supply values of your own as parameters, or leave out the "
                "covariates"
            )
            raise check.input_error("strict", True, rule)

    @property
    def compartments(self) -> dict[str, dict[str, int | None]]:
        """The compartments that can be dosed are given by drug: their names, each with its number.

        A dose names one as ``cmt``. Names and numbers are those of the drug, whatever routes the
        model has. A drug that can be taken by mouth counts as NONMEM does: 1 is the depot of that
        route, 2 is central, 3 and 4 are peripheral. A compartment without a number has None.
        """
        return self._compiled.compartments

    @property
    def parameters(self) -> pd.DataFrame:
        """The parameters in force are a table, with a row for each and its provenance.

        The index is ``name``, and the columns are those of `opiodyn.parameters`. A part of the
        response has rows only if the model has that part. A model without drugs of its own shows
        naltrexone here; `simulate` gives it the drugs of the regimen.
        """
        return tables.parameters(self._compiled.parameters)

    def used_parameters(self) -> pd.DataFrame:
        """Returns the parameters that the equations and doses use.

        Returns:
            The rows of `parameters` on which a run depends, with the same columns and units. Other
            rows, such as those of a route that the model leaves out, change nothing in a run.
        """
        return tables.parameters(self._used_rows())

    def _used_rows(self) -> list[_core.Parameter]:
        used = set(self._compiled.used_parameters)
        return [row for row in self._compiled.parameters if row.name in used]

    def _acting(
        self, core: _core.Model, covariates: Mapping[str, float | str]
    ) -> list[_core.Parameter]:
        """Returns the effects of these covariates, and of variation, on parameters in use."""
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


def _listed(named: set[str]) -> list[DrugChoice]:
    """Returns those of the names that are drugs of the library or sets of theirs, in its order."""
    known = [
        name for drug in _core.library_drugs() for name in (drug, *_core.library_sets_of(drug))
    ]
    return [name for name in known if name in named]
