"""This drawer opens files of every kind that may hold a table, and refuses the others by name."""
