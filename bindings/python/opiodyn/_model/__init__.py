"""What a simulation computes with: a model and its options, people, and drugs of the caller."""
