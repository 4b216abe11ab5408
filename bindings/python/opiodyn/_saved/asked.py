"""This module writes all that was asked of a run as JSON text, without its numbers."""

from __future__ import annotations

from opiodyn import _core
from opiodyn._model.model import Model
from opiodyn._result.inside import asked_of, outputs_of, subject_data_of, trajectory_of
from opiodyn._result.outputs import Outputs
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.inside import fields_of, kept_of
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._saved.models import plain_of_model
from opiodyn._saved.plain import Json, plain_of
from opiodyn._saved.request import SCHEMA, machine


class Pool:
    """A pool keeps values that several runs share, each once."""

    def __init__(self) -> None:
        self.models: dict[int, tuple[Model, Json]] = {}
        self.outputs: dict[tuple[bytes, bytes, float], tuple[int, Json]] = {}

    def model(self, model: Model) -> int:
        """Returns the number of a model."""
        if id(model) not in self.models:
            self.models[id(model)] = model, plain_of_model(model)
        return list(self.models).index(id(model))

    def of_outputs(self, outputs: Outputs) -> int:
        """Returns the number of outputs."""
        key = outputs.times.tobytes(), outputs.seen.tobytes(), outputs.end
        if key not in self.outputs:
            self.outputs[key] = len(self.outputs), plain_of(outputs)
        return self.outputs[key][0]


def text_of(run: Run | Runs, is_table: bool) -> str:
    """Returns all that was asked of a run, and how it ended, as JSON text without its numbers.

    Args:
        run: The run or runs.
        is_table: Whether the numbers are saved as a table.
    """
    import json

    pool = Pool()
    if isinstance(run, Run):
        saved: Json = {"kind": "Run", "runs": [_plain_of_run(run, pool)]}
    else:
        saved = {"kind": "Runs", "typical": pool.model(run.model), **_plain_of_runs(run, pool)}
    return json.dumps(
        {
            "schema": SCHEMA,
            "opiodyn_version": _core.__version__,
            "machine": machine(),
            "is_table": is_table,
            **saved,
            "models": [plain for _, plain in pool.models.values()],
            "outputs": [plain for _, plain in pool.outputs.values()],
        },
        allow_nan=False,
    )


def _plain_of_run(run: Run, pool: Pool) -> Json:
    trajectory = trajectory_of(run)
    return {
        "model": pool.model(run.model),
        "outputs": pool.of_outputs(outputs_of(run)),
        "regimen": plain_of(run.regimen),
        "course": plain_of(asked_of(run)),
        "subject": plain_of(subject_data_of(run)),
        "provenance": plain_of(trajectory.provenance),
        "ended": [
            int(trajectory.code),
            trajectory.status,
            plain_of(trajectory.counts),
            int(run.times.size),
        ],
    }


def _plain_of_runs(runs: Runs, pool: Pool) -> Json:
    kept = kept_of(runs)
    if not isinstance(kept, Cohort):
        return {"runs": [_plain_of_run(run, pool) for run in runs]}
    fields = fields_of(kept)
    typical, outputs = pool.model(fields.pop("typical")), pool.of_outputs(fields.pop("outputs"))
    return {"people": {"typical": typical, "outputs": outputs, "fields": plain_of(fields)}}
