"""This room says what the numbers of a run become under the other set of a contested value."""
