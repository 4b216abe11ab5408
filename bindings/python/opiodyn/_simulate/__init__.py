"""The calls `simulate` and `steady_state`."""
