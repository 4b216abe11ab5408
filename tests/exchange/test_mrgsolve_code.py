"""The C++ of a model for mrgsolve compiles, and computes what the compiled model computes.

mrgsolve itself is not here. The blocks are put into a program as mrgsolve does it: what $MAIN
declares is known everywhere, and states and rates are numbers with the names of the compartments.
"""

import shutil
import subprocess

import numpy as np
import pytest

from exchanged.models import cases, close, derivative, output_values, request_of, some_states
from exchanged.texts import mrgsolve_blocks
from opiodyn._exchange.identifiers import identifier
from opiodyn._exchange.r import mrgsolve
from opiodyn._model.inside import core_of

_PROGRAM = """\
#include <algorithm>
#include <cmath>
#include <cstdio>
using std::pow;
{numbers}
{declared}
int main() {{
    {main}
    {start}
    {state}
    {ode}
    {rates}
    {table}
    {shown}
}}
"""


def names_in(lines):
    """The names of an annotated block."""
    return [line.split(" : ")[0] for line in lines if " : " in line]


def split(lines):
    """The variables that a block declares, and its code without the declarations."""
    code = [line.removeprefix("double ") for line in lines]
    declared = [line.split()[1] for line in lines if line.startswith("double ")]
    return declared, "\n    ".join(code)


def printed(names):
    return "\n    ".join(f'std::printf("%.17g\\n", {name});' for name in names)


def program(text, state):
    """The source of a program that prints start, rates and outputs of a model."""
    blocks = mrgsolve_blocks(text)
    parameters = [line.split(" : ") for line in blocks["$PARAM"] if " : " in line]
    states = names_in(blocks["$CMT"])
    captured = [line for line in blocks["$CAPTURE"] if line]
    parts = [split(blocks[name]) for name in ("$MAIN", "$ODE", "$TABLE")]
    numbers = [f"double {name} = {float(value)!r};" for name, value, _ in parameters]
    numbers += [
        f"double {one} = 0, {one}_0 = 0, dxdt_{one} = 0, F_{one} = 1, ALAG_{one} = 0, D_{one} = 0;"
        for one in states
    ]
    return _PROGRAM.format(
        numbers="\n".join(numbers),
        declared="\n".join(f"double {name};" for names, _ in parts for name in names),
        main=parts[0][1],
        start=printed(f"{one}_0" for one in states),
        state="\n    ".join(f"{n} = {v!r};" for n, v in zip(states, state.tolist(), strict=True)),
        ode=parts[1][1],
        rates=printed(f"dxdt_{one}" for one in states),
        table=parts[2][1],
        shown=printed(captured),
    ), captured


@pytest.mark.parametrize("name", list(cases()))
def test_the_code_for_mrgsolve_computes_our_rates_and_outputs(tmp_path, name):
    compiler = shutil.which("g++")
    assert compiler, "the tests of exports need g++"
    request = request_of(name)
    (text,) = mrgsolve.texts(request)
    (state,) = some_states(request, count=1)
    source, captured = program(text, state)
    (tmp_path / "model.cpp").write_text(source)
    binary = tmp_path / "model"
    options = ["-std=c++14", "-O0", "-Wall", "-Wno-unused-variable", "-Werror"]
    subprocess.run([compiler, *options, str(tmp_path / "model.cpp"), "-o", str(binary)], check=True)
    done = subprocess.run([str(binary)], capture_output=True, text=True, check=True)
    values = np.array([float(one) for one in done.stdout.split()])
    count = state.size
    close(values[:count], core_of(request.model).baseline(), 1e-9)
    close(values[count : 2 * count], derivative(request, state))
    outputs = [identifier(one.name) for one in request.formulas.outputs]
    expected = dict(zip(outputs, output_values(request, state), strict=True))
    np.testing.assert_allclose(
        values[2 * count :], [expected[one] for one in captured], rtol=1e-11, atol=1e-13
    )
    shown = {*captured, *(identifier(one.name) for one in request.formulas.states)}
    assert set(outputs) <= shown
