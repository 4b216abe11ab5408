"""What the tests that need other programs share."""
