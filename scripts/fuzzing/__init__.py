"""This package runs fuzz targets of both languages, two at a time, and keeps a tally."""
