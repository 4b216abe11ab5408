"""Published figures stand beside what an installed copy simulates.

The cases are data (``cases``), and their bands come from the sources, never from our output.
docs/validation.md shows the figures of receptors and response under every preset,
docs/published-pk.md those of pharmacokinetics. `selftest` measures some on an installed copy.
"""
