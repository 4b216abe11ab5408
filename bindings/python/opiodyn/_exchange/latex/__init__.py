"""This drawer writes a model as an article in LaTeX."""
