"""This room draws charts of results that are no runs: sweeps and sensitivities."""
