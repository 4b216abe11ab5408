"""This package makes mutants of the C++ sources and runs the tests on them (scripts/mutate)."""
