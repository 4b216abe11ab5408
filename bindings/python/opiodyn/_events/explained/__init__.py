"""This drawer writes what was understood of a table as text for people."""
