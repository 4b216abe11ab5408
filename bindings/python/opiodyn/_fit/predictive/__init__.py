"""This drawer simulates a study many times, and compares it with what was observed."""
