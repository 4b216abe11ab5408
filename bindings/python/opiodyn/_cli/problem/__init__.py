"""This folder reads problems, files that say what a fit is to estimate from which data."""
