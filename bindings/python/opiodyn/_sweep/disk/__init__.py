"""This drawer keeps a sweep in a folder: its files, their checksums, and a lock."""
