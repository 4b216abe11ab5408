"""This room writes a model and a regimen in the languages of other programs."""
