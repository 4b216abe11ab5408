"""This room saves runs in files, loads them, and runs them again."""
