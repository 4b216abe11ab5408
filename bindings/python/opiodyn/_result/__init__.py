"""What one run knows: its read-outs, frames, summary and provenance."""
