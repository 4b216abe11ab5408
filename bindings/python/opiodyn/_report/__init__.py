"""This room writes the summary of a run as text for a person."""
