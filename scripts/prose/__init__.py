"""This is the gate for the language of comments, docstrings and messages (scripts/language)."""
