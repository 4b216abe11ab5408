"""This room draws the figure of a run."""
