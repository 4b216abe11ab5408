"""This drawer shows a fit: frames, profile, report and picture."""
