"""The words with which a run says how it ended; any other text says what went wrong."""

from __future__ import annotations

COMPLETE, NOT_RUN = "complete", "not run"
