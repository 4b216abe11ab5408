"""This room makes the notes of a run: on safety, and on values outside their ranges."""
