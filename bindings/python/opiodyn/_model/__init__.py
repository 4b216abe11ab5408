"""This room holds what a simulation computes with: a model, people, and a caller's drugs."""
