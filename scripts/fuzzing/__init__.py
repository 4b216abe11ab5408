"""What scripts/fuzz runs: targets of both languages, two at a time, and their tally."""
