"""This drawer knows how people write numbers and units."""
