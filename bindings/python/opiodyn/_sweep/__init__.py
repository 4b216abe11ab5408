"""The call `sweep`: a grid of runs, cut into chunks that any process can compute."""
