"""A Dask cluster of two processes on this machine."""

import warnings
from contextlib import contextmanager

import pytest


@contextmanager
def dask_client():
    """Yields a client; Dask warns of what its shutdown leaves behind, which is not shown."""
    reason = "needs dask.distributed: pip install dask[distributed]"
    distributed = pytest.importorskip("distributed", reason=reason)
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with (
            distributed.LocalCluster(dashboard_address=None, **options) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
