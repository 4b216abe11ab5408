"""This room is the calls `uncertainty` and `screen`: parameters vary over their ranges."""
