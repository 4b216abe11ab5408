"""This room lists the sources that the values of a run rest on, in forms for a manuscript."""
