"""This program reads a control stream by Pharmpy and prints what it found as JSON.

It runs in an environment of its own, with a Python of 3.12 or newer. Its arguments are the path of
the control stream, that of a JSON file with the values of the states, and "model" to make a whole
model of Pharmpy. Pharmpy sorts the flows of all equations then, which takes it minutes for more
than some compartments.
"""

import json
import sys
from pathlib import Path

from pharmpy.model.external.nonmem.dataset import read_nonmem_dataset
from pharmpy.model.external.nonmem.nmtran_parser import NMTranParser
from pharmpy.modeling import read_model


def evaluated(statements, known):
    """The value of each variable, from assignments that stand one after the other."""
    for one in statements:
        values = {symbol: known[str(symbol)] for symbol in one.expression.free_symbols}
        known[str(one.symbol)] = float(one.expression.subs(values))
    return known


def of_records(path, states):
    """What the records of a control stream say, and the rows of its data set."""
    stream = NMTranParser().parse(Path(path).read_text())
    record = {name: stream.get_records(name) for name in ("PK", "DES", "MODEL", "INPUT")}
    random = {f"{kind}({k})": 0.0 for kind in ("ETA", "EPS") for k in range(1, 9)}
    thetas = {f"THETA({k})": 1.0 for k in range(1, 9)}
    pk = evaluated(record["PK"][0].statements, dict(thetas | random))
    held = {f"A({k})": value for k, value in enumerate(states, 1)}
    des = evaluated(record["DES"][0].statements, pk | held)
    columns = str(record["INPUT"][0]).split()[1:]
    frame = read_nonmem_dataset(
        Path(path).with_suffix(".csv"), colnames=columns, ignore_character="@"
    )
    return {
        "compartments": [name for name, _ in record["MODEL"][0].compartments()],
        "values": {name: value for name, value in pk.items() if name not in thetas | random},
        "rates": [des[f"DADT({k + 1})"] for k in range(len(states))],
        "columns": list(map(str, frame.columns)),
        "rows": frame.to_numpy(dtype=float).tolist(),
    }


def of_model(path):
    """What the model says that Pharmpy makes of a control stream."""
    model = read_model(path)
    rows = [
        (one.name, float(one.lower), float(one.init), float(one.upper)) for one in model.parameters
    ]
    return {
        "parameters": {name: numbers for name, *numbers in rows},
        "etas": list(model.random_variables.etas.names),
        "ode": list(map(str, model.statements.ode_system.compartment_names)),
        "observations": len(model.dataset[model.dataset["MDV"] == 0.0]),
    }


if __name__ == "__main__":
    found = of_records(sys.argv[1], json.loads(Path(sys.argv[2]).read_text()))
    if sys.argv[3:] == ["model"]:
        found |= of_model(sys.argv[1])
    print(json.dumps(found))
