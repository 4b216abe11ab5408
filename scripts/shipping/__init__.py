"""This package finds Pythons and oldest versions for scripts/wheels, and checks what it built."""
