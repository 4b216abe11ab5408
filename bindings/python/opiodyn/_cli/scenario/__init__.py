"""A scenario: a file that says all that one command line can say."""
