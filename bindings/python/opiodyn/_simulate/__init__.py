"""This room holds the calls `simulate` and `steady_state`."""
