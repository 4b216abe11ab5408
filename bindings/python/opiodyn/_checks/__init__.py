"""This room holds checks of arguments, optional packages and files for all other rooms."""
