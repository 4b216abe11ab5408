"""This room is the call `sensitivity`: derivatives of metrics with respect to parameters."""
