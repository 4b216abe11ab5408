"""This room reads, checks and writes tables of events in the form of NONMEM."""
