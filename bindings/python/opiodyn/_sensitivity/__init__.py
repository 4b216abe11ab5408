"""This room is the call `sensitivity`: derivatives of metrics by parameters."""
