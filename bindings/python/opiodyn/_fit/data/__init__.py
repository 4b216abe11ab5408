"""This drawer reads what was observed, and predicts it."""
