"""This room reads, checks and writes tables of events as NONMEM has them."""
