"""Writes the text of docs/benchmarks.md."""

from typing import Any

import report_costs
import report_goals
import report_rows as rows
from report_text import number, paragraph, table


def text(figures: dict[str, Any]) -> str:
    sections = (
        _head(figures),
        _ratios(figures),
        _goals(figures),
        _precision(figures),
        report_costs.growth(figures),
        report_costs.step(figures),
        report_costs.python(figures),
        _missing(figures),
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _head(figures: dict[str, Any]) -> str:
    machine, problem = figures["machine"], rows.of(figures, "problem").iloc[0]
    quick = "A quick run: the figures are rough." if figures["quick"] else ""
    made = paragraph(
        f"""Made by `scripts/benchmark` in {_minutes(figures):.0f} minutes, not typed. {quick} On
        {machine["processor"]} ({machine["architecture"]}), {machine["cores"]} cores,
        {machine["system"]}; {problem.compiler}, Python {machine["python"]}."""
    )
    about = paragraph(
        f"""{problem.patients} people with log-normal parameters, 4.5 mg of naltrexone a night for
        {problem.days} days, the default model ({problem.states} states, kinetic binding, with
        response), {problem["columns"]} quantities every 6 h. One thread, and the processor time of
        that thread: the least of {problem.rounds} rounds in which the solvers take turns (at most 2
        of odeint; SciPy and CasADi in processes of their own). All solvers start anew at each dose
        and have the same equations, compiled for this machine (-O3 -march=native), and their exact
        Jacobian, but where the table says Python; our library is built as it ships. atol is
        rtol / 1000. The root mean square error is over people, times and quantities, each relative
        to the largest value that the quantity has in anybody; the largest error is the worst of
        these. Errors of adaptation and withdrawal are relative to 1, because both are near zero at
        this dose (no tone rises much above its drug-free level)."""
    )
    return f"# Benchmarks\n\n{made}\n\n{about}"


def _minutes(figures: dict[str, Any]) -> float:
    return float(rows.of(figures, "took").minutes.iloc[0])


def _ratios(figures: dict[str, Any]) -> str:
    found = rows.ratios(figures)
    own = rows.ratios(figures, "rms_own").batched
    lines = [
        [
            str(name),
            str(row.people),
            number(row.us / 1000.0),
            number(row.batched),
            number(row.alone),
            row.rtol,
            number(own[name]),
        ]
        for name, row in found.iterrows()
    ]
    headings = (
        "solver",
        "people",
        "ms per patient",
        "times batched",
        "times one at a time",
        "between rtol",
        "times batched, own sizes",
    )
    about = paragraph(
        f"""Time at a root mean square error of {rows.EQUAL_ERROR:g}, between the two tolerances
        beside it (both logarithmic); by own sizes, with adaptation and withdrawal relative to their
        own largest values, as everything else is. Metrics alone are the mean and the peak of a
        tone, with the errors of the same steps. CVODE is structured by our own elimination, or by
        KLU. SciPy calls the compiled equations through a Python function, or equations of Python
        floats, with a Jacobian by differences. CasADi runs the equations as expressions of its own
        and derives the Jacobian from them; making these is not counted."""
    )
    return f"## At an equal error\n\n{about}\n\n{table(headings, lines)}"


def _goals(figures: dict[str, Any]) -> str:
    lines = report_goals.table(figures)
    return "## Goals\n\n" + table(("", "goal", "reached", ""), lines)


def _precision(figures: dict[str, Any]) -> str:
    lines = [
        [
            str(row.solver),
            f"{row.rtol:.0e}",
            number(row.us_per_patient / 1000.0),
            f"{row.rms:.1e}",
            f"{row.largest:.1e}",
            f"{row.occupancy:.1e}",
        ]
        for _, row in rows.precision(figures).iterrows()
    ]
    headings = (
        "solver",
        "rtol",
        "ms per patient",
        "rms error",
        "largest error",
        "largest error in an occupancy",
    )
    return f"""## Work and precision

![Time beside error](images/benchmarks-precision.png)

{_reference(figures)}

{table(headings, lines)}"""


def _reference(figures: dict[str, Any]) -> str:
    start = "Errors are against our own run at rtol 1e-12"
    found = rows.of(figures, "reference")
    if found.empty:
        return f"{start}, which nothing else was there to check."
    row = found.iloc[0]
    return paragraph(
        f"""{start}; {row.solver} at rtol {row.rtol:.0e} differs from it by {row.rms:.1e} (root mean
        square) and {row.largest:.1e} (largest) in {row.patients} people."""
    )


def _missing(figures: dict[str, Any]) -> str:
    found = rows.of(figures, "missing")
    lines = [f"- {row.part}: {row.why}" for _, row in found.iterrows()]
    lines += [
        f"- {row['solver']} at rtol {row['rtol']:.0e}: {row['fault']}"
        for row in figures["rows"]
        if "fault" in row
    ]
    return "## What was not measured\n\n" + "\n".join(lines) if lines else ""
