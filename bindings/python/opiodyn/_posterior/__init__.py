"""This room is the joint posterior of uncertain parameters: its files, and `posterior`."""
