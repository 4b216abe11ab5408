"""This room holds the classes that users get, `Run` and `Runs`, and views over many subjects."""
