"""This room holds what one run knows: curves, frames, summary and provenance."""
