"""The commands of the shell, behind `opiodyn.cli`."""
