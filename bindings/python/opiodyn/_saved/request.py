"""A run is made of a request and of numbers: all that was asked, and what came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import again
from opiodyn._checks.shown import shown
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._result.outputs import Outputs, check_outputs
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._saved.models import Moved, SavedModel, listed, saved_model_of
from opiodyn._saved.plain import Json, object_of

SCHEMA = 1
"""The schema rises when the form of a saved file changes, or the fields of a kind in it."""


def machine() -> str:
    """Returns the kind of this machine, as far as it can change the last bits."""
    import platform

    libc = " ".join(platform.libc_ver()).strip()
    return ", ".join(filter(None, (platform.system(), platform.machine(), libc)))


class Request(NamedTuple):
    """A request is what a file says of a run apart from its numbers."""

    kind: str
    version: str
    """The version of opiodyn that wrote the file."""
    machine: str
    models: Sequence[SavedModel]
    outputs: Sequence[Outputs]
    plain: Json

    @property
    def of_people(self) -> bool:
        """Tells whether the runs are those of people, which are one block of numbers."""
        return "people" in self.plain

    @property
    def typical(self) -> SavedModel:
        """Returns the model that has the columns of all runs."""
        place = self.plain["runs"][0]["model"] if self.kind == "Run" else self.plain["typical"]
        return self.models[check.whole("request.typical", place)]

    @property
    def parts(self) -> list[int]:
        """Returns the number of rows of each run; people have as many as output times each."""
        if self.of_people:
            people = self.plain["people"]
            count = len(self._kept()["people"])
            return [self.outputs[people["outputs"]].times.size] * count
        return [check.whole("request.written", run["ended"][3]) for run in self.plain["runs"]]

    @property
    def written(self) -> list[int]:
        """Returns the number of rows that each run reached."""
        return [check.whole("request.written", one[3]) for one in self._ends()]

    @property
    def ended(self) -> list[tuple[int, str]]:
        """Returns code and status of each run."""
        return [(one[0], one[1]) for one in self._ends()]

    def _ends(self) -> list[Any]:
        if self.of_people:
            return [one["tuple"] for one in self._kept()["ended"]]
        return [one["ended"] for one in self.plain["runs"]]

    def _kept(self) -> dict[str, Json]:
        found: dict[str, Json] = self.plain["people"]["fields"]["map"]
        return found

    @property
    def provenance(self) -> dict[str, str]:
        """Returns the provenance that the core gave the first run."""
        first = self._kept() if self.of_people else self.plain["runs"][0]
        found: dict[str, str] = object_of(first["provenance"])
        return found

    def moved(self) -> list[Moved]:
        """Returns what the library has other than when the file was saved."""
        found = {one.name: one for model in self.models for one in model.moved()}
        return list(found.values())

    def run(self, blocks: Sequence[FloatArray], *, as_saved: bool) -> Run | Runs:
        """Returns the run or runs of these numbers.

        Args:
            blocks: The numbers of each run in the units of the core, [time, column].
            as_saved: Whether models have the values of when the file was saved, or those of the
                installed library.
        """
        chosen = [one.as_saved() if as_saved else one.of_library() for one in self.models]
        if self.of_people:
            return self._of_people(blocks, chosen, as_saved)
        runs = [
            _run_of(plain, block, chosen[plain["model"]], self.outputs[plain["outputs"]])
            for plain, block in zip(self.plain["runs"], blocks, strict=True)
        ]
        return runs[0] if self.kind == "Run" else self._runs("Listed", {"runs": runs}, chosen)

    def _of_people(self, blocks: Sequence[FloatArray], chosen: list[Model], as_saved: bool) -> Runs:
        people = self.plain["people"]
        typical = chosen[people["typical"]]
        moved = self.models[people["typical"]].moved_effects(typical) if as_saved else []
        if moved:
            rule = f"people cannot be made again: {listed(moved)}"
            raise check.input_error(moved[0].name, moved[0].saved, rule)
        fields = object_of(people["fields"])
        outputs = self.outputs[people["outputs"]]
        fields |= {"typical": typical, "outputs": outputs, "values": np.asarray(blocks)}
        return self._runs("Cohort", fields, chosen)

    def _runs(self, kind: str, fields: dict[str, Any], chosen: list[Model]) -> Runs:
        kept = again(kind, _core.pickle_schema, fields)
        whole = {"runs": kept, "typical": chosen[self.plain["typical"]]}
        runs: Runs = again("Runs", _core.pickle_schema, whole)
        return runs


def _run_of(plain: Json, block: FloatArray, model: Model, outputs: Outputs) -> Run:
    code, status, counts, _ = plain["ended"]
    trajectory = _core.Trajectory(core_of(model), outputs.times)
    trajectory.append(block)
    status = check.word("request.status", status)
    provenance = object_of(plain["provenance"])
    trajectory.finish(_core.StatusCode(code), status, object_of(counts), provenance)
    fields = {
        "trajectory": trajectory,
        "model": model,
        "regimen": object_of(plain["regimen"]),
        "course": object_of(plain["course"]),
        "subject": object_of(plain["subject"]),
        "outputs": outputs,
    }
    run: Run = again("Run", _core.pickle_schema, fields)
    return run


def request_of(text: str) -> Request:
    """Returns the request of a file.

    Raises:
        InputError: The text is of a later schema, or is no request at all.
    """
    import json

    plain = json.loads(text, parse_constant=_no_number)
    if not isinstance(plain, dict) or not isinstance(plain.get("schema"), int):
        raise check.input_error("request", shown(type(plain).__name__), "has no schema")
    version = check.word("request.opiodyn_version", plain.get("opiodyn_version"))
    if not 1 <= plain["schema"] <= SCHEMA:
        rule = f"must be at most {SCHEMA}; opiodyn {version} wrote it, which is later than this one"
        raise check.input_error("request.schema", plain["schema"], rule)
    if plain.get("kind") not in ("Run", "Runs") or not ({"runs", "people"} & plain.keys()):
        raise check.input_error("request.kind", shown(plain.get("kind")), "must be Run or Runs")
    models = [saved_model_of(one) for one in plain["models"]]
    outputs = [object_of(one) for one in plain["outputs"]]
    for one in outputs:
        check_outputs(one)
    where = check.word("request.machine", plain["machine"])
    return Request(plain["kind"], version, where, models, outputs, plain)


def _no_number(name: str) -> Any:
    raise check.input_error("request", name, "is no number of JSON")
