"""What every room may ask: whether arguments, optional packages and files will do."""
