"""This drawer reads what a table says of its observations besides DV."""
