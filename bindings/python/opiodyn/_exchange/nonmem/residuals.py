"""This module writes error models: how observations scatter around what a model predicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from opiodyn._exchange.nonmem.layout import statement
from opiodyn._fit.data.quantities import Quantity
from opiodyn._fit.errors import ADDITIVE, COMBINED, LOG, PARAMETERS
from opiodyn._fit.parameters import error_name


def scatter_names(quantities: Sequence[Quantity]) -> list[str]:
    """Returns the names of the parameters of the error models."""
    return [error_name(kind, one) for one in quantities for kind in PARAMETERS[one.error]]


def residuals(
    quantities: Sequence[Quantity],
    names: Sequence[str],
    thetas: Mapping[str, str],
    limited: bool,
) -> Iterator[str]:
    """Yields the statements of $ERROR that make Y of predictions.

    Args:
        quantities: The quantities that were observed.
        names: The variable of $ERROR that predicts each.
        thetas: The THETA of each parameter of the error models.
        limited: Tells whether values lie below a limit of quantification.
    """
    yield from statement("IPRED = 0.0", "prediction of the quantity of this row")
    yield from statement("W = 1.0", "standard deviation of what was observed")
    for k, (one, name) in enumerate(zip(quantities, names, strict=True), 1):
        own = [thetas[error_name(kind, one)] for kind in PARAMETERS[one.error]]
        yield f"  IF (DVID.EQ.{k}) THEN ; {one.name}, error model '{one.error}'"
        if one.error == LOG:
            yield "    IPRED = LOG(1.0E-30)"
            yield f"    IF ({name}.GT.0.0) IPRED = LOG({name})"
        else:
            yield f"    IPRED = {name}"
        yield f"    W = {_spread(one.error, own)}"
        yield "  ENDIF"
    yield "  IF (W.EQ.0.0) W = 1.0E-10 ; a prediction of 0 does not scatter"
    if not limited:
        yield "  Y = IPRED + W * EPS(1)"
        return
    yield "  IF (CENS.EQ.1) THEN ; the probability of lying below the limit, which DV is"
    yield "    F_FLAG = 1"
    yield "    Y = PHI((DV - IPRED) / W)"
    yield "  ELSE"
    yield "    F_FLAG = 0"
    yield "    Y = IPRED + W * EPS(1)"
    yield "  ENDIF"


def _spread(error: str, thetas: Sequence[str]) -> str:
    if error in (ADDITIVE, LOG):
        return thetas[0]
    if error == COMBINED:
        return f"SQRT({thetas[0]}**2.0 + ({thetas[1]} * IPRED)**2.0)"
    return f"{thetas[0]} * IPRED"
