"""One run or many: the classes that users hold, and the views over many subjects."""
