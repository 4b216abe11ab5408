"""This program reads a control stream by Pharmpy and prints what it found as JSON.

It runs in an environment of its own, with a Python of 3.12 or newer. Its arguments are the path of
the control stream and that of a JSON file with the values of the states.
"""

import json
import sys
from pathlib import Path

from pharmpy.modeling import read_model


def evaluated(statements, known):
    """The value of each variable, from assignments that stand one after the other."""
    for one in statements:
        values = {symbol: known[str(symbol)] for symbol in one.expression.free_symbols}
        known[str(one.symbol)] = float(one.expression.subs(values))
    return known


def main(path, states):
    model = read_model(path)
    stream = model.internals.control_stream
    record = {name: stream.get_records(name) for name in ("PK", "DES", "ERROR", "MODEL")}
    starts = [float(one.init) for one in model.parameters]
    random = {f"ETA({k})": 0.0 for k in range(1, len(model.random_variables.etas.names) + 1)}
    thetas = {f"THETA({k})": start for k, start in enumerate(starts, 1)}  # which come first
    pk = evaluated(record["PK"][0].statements, thetas | random)
    held = {f"A({k})": value for k, value in enumerate(json.loads(Path(states).read_text()), 1)}
    des = evaluated(record["DES"][0].statements, pk | held)
    frame = model.dataset
    print(
        json.dumps(
            {
                "compartments": [name for name, _ in record["MODEL"][0].compartments()],
                "values": pk,
                "rates": [des[f"DADT({k + 1})"] for k in range(len(held))],
                "columns": list(map(str, frame.columns)),
                "rows": frame.to_numpy(dtype=float).tolist(),
                "parameters": {
                    one.name: [float(one.lower), float(one.init), float(one.upper), one.fix]
                    for one in model.parameters
                },
                "etas": list(model.random_variables.etas.names),
                "ode": sorted(map(str, model.statements.ode_system.compartment_names)),
                "statements": len(model.statements),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
