"""This room checks arguments, optional packages and files for all the others."""
