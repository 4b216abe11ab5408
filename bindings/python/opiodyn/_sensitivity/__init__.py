"""The call `sensitivity`: derivatives of metrics with respect to parameters."""
