"""Tables of events as NONMEM has them: read in numbered steps, checked, and written."""
