"""This drawer writes NONMEM control streams with their data sets."""
