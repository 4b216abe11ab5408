"""Non-compartmental analysis lives in this room."""
