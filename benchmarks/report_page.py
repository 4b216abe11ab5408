"""Writes the text of docs/benchmarks.md."""

from typing import Any

import report_costs
import report_goals
import report_rows as rows
from report_text import number, paragraph, table


def text(figures: dict[str, Any]) -> str:
    sections = (
        _head(figures),
        _goals(figures),
        _ratios(figures),
        _precision(figures),
        _models(figures),
        report_costs.step(figures),
        report_costs.growth(figures),
        report_costs.python(figures),
        _installed(),
        _missing(figures),
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _head(figures: dict[str, Any]) -> str:
    machine, problem = figures["machine"], rows.of(figures, "problem").iloc[0]
    quick = "A quick run: the figures are rough." if figures["quick"] else ""
    made = paragraph(
        f"""Made by `scripts/benchmark` in {_minutes(figures):.0f} minutes, not typed. {quick} On
        {machine["processor"]} ({machine["architecture"]}), {machine["cores"]} cores,
        {machine["system"]}; {problem.compiler}, Python {machine["python"]}. All figures are in
        benchmarks.json beside this page."""
    )
    about = paragraph(
        f"""{problem.patients} people with log-normal parameters, 4.5 mg of naltrexone a night for
        {problem.days} days, the default model ({problem.states} states, kinetic binding, with
        response), {problem["columns"]} quantities every 6 h. One thread, and the processor time of
        that thread: the least of {problem.rounds} rounds in which the solvers take turns (at most 2
        of odeint; SciPy and CasADi in processes of their own). All solvers start anew at each dose
        and have the same equations, compiled for this machine (-O3 -march=native), and their exact
        Jacobian, but where the table says Python; our library is built as it ships. atol is
        rtol / 1000."""
    )
    errors = paragraph(
        """The root mean square error is over people, times and quantities, each relative to the
        largest value that the quantity has in anybody; the largest error is the worst of these.
        There are two measures. By common sizes, adaptation and withdrawal count from 1. By own
        sizes they count from their own largest values, as everything else does, and are left out
        where nobody has any. A goal counts the measure under which it is harder to reach."""
    )
    return f"# Benchmarks\n\n{made}\n\n{about}\n\n{errors}"


def _minutes(figures: dict[str, Any]) -> float:
    return float(rows.of(figures, "took").minutes.iloc[0])


def _goals(figures: dict[str, Any]) -> str:
    headings = ("ratio or time", "goal", "reached", "result", "beside")
    return "## Goals\n\n" + table(headings, report_goals.table(figures))


def _ratios(figures: dict[str, Any]) -> str:
    found = rows.ratios(figures)
    own = rows.ratios(figures, "rms_own")
    lines = [
        [
            str(name),
            str(row.people),
            number(row.us / 1000.0),
            number(row.batched),
            number(own.batched[name]),
            number(row.alone),
            number(own.alone[name]),
        ]
        for name, row in found.iterrows()
    ]
    headings = (
        "solver",
        "people",
        "ms per person",
        "/ batched",
        "own sizes",
        "/ alone",
        "own sizes",
    )
    about = paragraph(
        f"""Time at a root mean square error of {rows.EQUAL_ERROR:g}, between tolerances (both
        logarithmic), and its ratios to ours in a batch and one at a time, by both measures of
        error. Metrics alone are the mean and the peak of a tone, with the errors of the same steps.
        CVODE is structured by our own elimination, or by KLU. SciPy calls the compiled equations
        through a Python function, or equations of Python floats, with a Jacobian by differences.
        CasADi runs the equations as expressions of its own and derives the Jacobian from them;
        making these is not counted."""
    )
    return f"## At an equal error\n\n{about}\n\n{table(headings, lines)}"


def _precision(figures: dict[str, Any]) -> str:
    about = paragraph(
        f"""{_reference(figures)} What a tolerance costs and gives, for a month of one person; the
        last column is a call from Python with the default outputs:"""
    )
    headings = (
        "rtol",
        "batched, ms",
        "alone, ms",
        "rms error",
        "largest error",
        "largest in an occupancy",
        "from Python, ms",
    )
    lines = (
        _tolerance(figures, rtol, call)
        for rtol, call in ((1e-6, "default options"), (1e-5, "rtol 1e-5"), (1e-4, "rtol 1e-4"))
    )
    return f"""## Work and precision

![Time beside error](images/benchmarks-precision.png)

{about}

{table(headings, lines)}"""


def _tolerance(figures: dict[str, Any], rtol: float, call: str) -> list[str]:
    found = rows.precision(figures)
    found = found[(found.rtol / rtol - 1.0).abs() < 1e-9].set_index("solver")
    batched, alone = found.loc[rows.BATCHED], found.loc[rows.ALONE]
    return [
        f"{rtol:.0e}",
        number(batched.us_per_patient / 1000.0),
        number(alone.us_per_patient / 1000.0),
        f"{batched.rms:.1e}",
        f"{batched.largest:.1e}",
        f"{batched.occupancy:.1e}",
        number(rows.call(figures, f"one person-month, {call}").cpu_ms),
    ]


def _reference(figures: dict[str, Any]) -> str:
    start = "Errors are against our own run at rtol 1e-12"
    found = rows.of(figures, "reference")
    if found.empty:
        return f"{start}, which nothing else was there to check."
    row = found.iloc[0]
    return f"""{start}; {row.solver} at rtol {row.rtol:.0e} differs from it by {row.rms:.1e} (root
        mean square) and {row.largest:.1e} (largest) in {row.patients} people."""


def _models(figures: dict[str, Any]) -> str:
    found = rows.of(figures, "model")
    if found.empty:
        return ""
    about = paragraph(
        """One person, outputs every 6 h: steps a day at rtol 1e-5, and the largest error in any
        quantity (common sizes) beside rtol. The reference is our own run at rtol 1e-12."""
    )
    tolerances = sorted(found.rtol.unique(), reverse=True)
    lines = []
    for name, rows_of_model in found.groupby("model", sort=False):
        beside = rows_of_model.set_index("rtol")
        steps = beside.steps_per_day[1e-5]
        ratios = (number(beside.largest[rtol] / rtol) for rtol in tolerances)
        lines.append([str(name), number(steps), *ratios])
    headings = ("model", "steps a day", *(f"error / rtol at {rtol:.0e}" for rtol in tolerances))
    return f"## Other models\n\n{about}\n\n{table(headings, lines)}"


def _installed() -> str:
    about = paragraph(
        """It runs on an installed copy, without a compiler and without the repository, in less than
        20 seconds. It prints the kernel chosen, the instruction sets of the machine, the time of a
        month alone and in a batch, and steps and hashes of the results beside those expected. The
        exit code is 1 if a number differs. `scripts/expected` writes anew what is expected, after a
        change that is meant to change numbers."""
    )
    return f"## Check your installation\n\n    opiodyn bench\n\n{about}"


def _missing(figures: dict[str, Any]) -> str:
    found = rows.of(figures, "missing")
    lines = [f"- {row.part}: {row.why}" for _, row in found.iterrows()]
    lines += [
        f"- {row['solver']} at rtol {row['rtol']:.0e}: {row['fault']}"
        for row in figures["rows"]
        if "fault" in row
    ]
    return "## What was not measured\n\n" + "\n".join(lines) if lines else ""
