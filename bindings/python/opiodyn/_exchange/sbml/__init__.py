"""This drawer writes models as SBML Level 3 Version 2, by python-libsbml."""
