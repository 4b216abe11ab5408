"""Published figures of receptors and response beside what an installed copy simulates.

The cases are data (``cases/*.toml``); docs/validation.md shows all of them under every preset,
`selftest` measures some on an installed copy. Bands come from the sources, never from our output.
"""
