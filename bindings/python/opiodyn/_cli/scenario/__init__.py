"""This folder reads scenarios, files that say all that one command line can say."""
