"""This drawer holds `opiodyn bench`: its runs, what is expected of them, and the command."""
