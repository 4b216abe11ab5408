"""This room holds the model of a simulation, its people, and drugs of the caller's own."""
