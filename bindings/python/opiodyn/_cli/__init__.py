"""This room holds the commands of the shell; `opiodyn.cli` runs them."""
