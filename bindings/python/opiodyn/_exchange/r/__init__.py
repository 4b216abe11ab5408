"""This drawer writes models for R: a script for deSolve, and texts for rxode2 and mrgsolve."""
