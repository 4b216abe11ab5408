"""This drawer writes a model and a study as a problem of parameter estimation in PEtab."""
