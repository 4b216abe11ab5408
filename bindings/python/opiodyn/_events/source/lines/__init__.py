"""This drawer takes the text of a table apart: lines, rows, cells and columns."""
