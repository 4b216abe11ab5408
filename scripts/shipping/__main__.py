"""This module has what scripts/wheels asks: `pythons`, `oldest` and `check <archive>...`."""

import sys
from pathlib import Path

from shipping import contents, project, pythons


def main(question: str, *archives: str) -> int:
    """Answers a question with lines for a shell; returns the exit code."""
    told = project.read()
    if question == "pythons":
        for (major, minor), path in pythons.found(told.oldest_python).items():
            print(f"{major}.{minor} {path}")
    elif question == "oldest":
        for name, version in told.oldest_versions().items():
            print(f"{name}=={version}")
    elif question == "check":
        missing = [
            f"{archive}: {name} is missing, or differs from that of the checkout"
            for archive in archives
            for name in contents.lacks(Path(archive), told)
        ]
        print("\n".join(missing), end="\n" if missing else "")
        return 1 if missing else 0
    else:
        raise SystemExit(f"question = {question!r}: unknown; known are pythons, oldest, check")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
