"""The call `compare`: the same regimen with other doses, side by side."""
