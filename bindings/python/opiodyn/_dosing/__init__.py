"""This room makes regimens, changes their doses and intervals, and finds dosing intervals."""
