"""This drawer reads the columns of a table and finds what each of them means."""
