"""This room is the call `evaluator`: runs as a function from an array to an array."""
