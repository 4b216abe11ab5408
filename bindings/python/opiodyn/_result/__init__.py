"""This room holds what one run knows: read-outs, frames, summary and provenance."""
