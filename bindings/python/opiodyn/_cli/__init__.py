"""This room holds the commands of the shell, behind `opiodyn.cli`."""
