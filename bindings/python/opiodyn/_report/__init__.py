"""The summary of a run as text for a person."""
