"""The figure of a run."""
