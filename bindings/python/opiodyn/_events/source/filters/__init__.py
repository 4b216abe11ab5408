"""This drawer leaves out rows, as a column C, IGNORE and ACCEPT of NONMEM do."""
