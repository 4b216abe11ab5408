"""This room makes one posterior of the library's uncertain values, with figures held out.

`python -m joint` runs it, and `scripts/calibrate` makes everything that rests on it.
"""
