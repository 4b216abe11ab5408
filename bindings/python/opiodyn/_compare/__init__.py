"""This room is the call `compare`: one regimen with several doses, side by side."""
