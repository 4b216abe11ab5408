"""This room is the call `sweep`: a grid of runs, cut into chunks that any process can compute."""
