"""The program chooses the files to read, and prints what they break."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from prose import cpp_texts, pages, python_texts
from prose.passages import Passage
from prose.rules import MOST_WORDS_IN_THE_MEAN, Offence, means, offences

READERS = {
    ".py": python_texts.passages,
    ".pyi": python_texts.passages,
    ".hpp": cpp_texts.passages,
    ".cpp": cpp_texts.passages,
    ".md": pages.passages,
}
# What is read when no file is named.
READ = (
    "include/**/*.hpp", "src/**/*.[ch]pp", "bindings/python/src/**/*.[ch]pp",
    "bindings/python/opiodyn/**/*.py", "bindings/python/opiodyn/*.pyi",
    "cmake/*.py", "docs/*.py", "benchmarks/**/*.py", "examples/python/*.py", "scripts/**/*.py",
    "web/core/*.[ch]pp", "web/tests/**/*.py", "*.md", "docs/*.md", "docs/decisions/*.md",
    "docs/site/pages/**/*.md", "examples/notebooks/*.md",
)  # fmt: skip
# One holds titles and notes of the bibliography, and the other is a list for those who know.
NOT_READ = ("docs/parameters.md", "CHANGELOG.md")
DEEP = ("bindings/python/opiodyn", "include/opiodyn", "tests/python", "tests/unit")


def read(root: Path, path: Path) -> Iterator[Passage]:
    """Yields the passages of a file; their path is relative to the project."""
    name = path.relative_to(root).as_posix()
    yield from READERS[path.suffix](name, path.read_text(encoding="utf-8"))


def room(name: str) -> str:
    """Returns the folder that a file's counts stand under: its room, where it has one."""
    folder = name.rpartition("/")[0]
    for deep in DEEP:
        if folder.startswith(deep):
            return "/".join(folder.split("/")[: deep.count("/") + 2])
    return "/".join(folder.split("/")[:2]) or "."


def too_long_in_the_mean(passages: Iterable[Passage]) -> Iterator[str]:
    """Yields a sentence for each kind whose sentences have too many words in the mean."""
    for kind, (count, mean) in sorted(means(passages).items()):
        if mean > MOST_WORDS_IN_THE_MEAN:
            yield (
                f"mean: the {count} sentences of kind '{kind}' have {mean:.1f} words in the mean, "
                f"more than {MOST_WORDS_IN_THE_MEAN:.0f}"
            )


def summary(passages: Sequence[Passage], found: Sequence[Offence]) -> Iterator[str]:
    """Yields a line for each room: its offences by rule, and the mean of its sentences."""
    rules = ("length", "opening", "verb", "unit")
    yield f"{'room':<40}" + "".join(f"{rule:>9}" for rule in rules) + f"{'mean':>8}"
    for name in sorted({room(passage.path) for passage in passages}):
        own = [passage for passage in passages if room(passage.path) == name]
        counts = [sum(o.rule.startswith(r) and room(o.path) == name for o in found) for r in rules]
        sizes = means(own).values()
        mean = sum(count * mean for count, mean in sizes) / max(1, sum(n for n, _ in sizes))
        yield f"{name:<40}" + "".join(f"{count:>9}" for count in counts) + f"{mean:>8.1f}"
    for kind, (count, mean) in sorted(means(passages).items()):
        yield f"{kind}: {count} sentences, {mean:.1f} words in the mean"


def main(root: Path, arguments: Sequence[str]) -> int:
    """Prints the offences, and returns 1 if there is one."""
    parser = argparse.ArgumentParser("scripts/language", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="files to read (default: all)")
    parser.add_argument("--summary", action="store_true", help="counts of each room alone")
    options = parser.parse_args(arguments)
    named = [file.resolve() for file in options.files]
    left = {root / name for name in NOT_READ}
    files = named or sorted({file for pattern in READ for file in root.glob(pattern)} - left)
    passages = [passage for file in files for passage in read(root, file)]
    found = sorted(offence for passage in passages for offence in offences(passage))
    long = [] if named else list(too_long_in_the_mean(passages))
    lines = summary(passages, found) if options.summary else map(str, found)
    for line in [*lines, *long]:
        print(line)
    if any(offence.rule.startswith("verb") for offence in found):
        print(
            "The verbs that are known stand in scripts/prose/verbs.txt; add yours if it is missing."
        )
    return 1 if found or long else 0
