"""This drawer turns what a table writes as time into hours from the start of each subject's run."""
