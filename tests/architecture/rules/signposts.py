"""Rules on signposts: what a comment or a page points at exists.

Each rule takes the project's folder and returns a sentence for everything that points nowhere.
"""

import io
import re
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path

Rule = Callable[[Path], list[str]]

BASES = ("include", "src", "bindings", "cmake", "tests", "benchmarks", "examples", "docs")
# Where a path in a comment may begin, beside the folder of its file.
STARTS = ("", "include", "include/opiodyn", "src", "tests", "bindings/python", "docs")
ENDINGS = "cpp|hpp|py|pyi|md|toml|json|bib|cmake|txt|ipynb|png"

# A folder and a file of ours, and a file or folder below one of our top folders.
PATH = re.compile(rf"(?<![\w./<-])(?:[\w-]+/)+[\w.-]*\w\.(?:{ENDINGS})\b")
FOLDER = re.compile(r"(?<![\w./<-])(?:src|tests|bindings|benchmarks)/[\w/-]*\w(?![\w/*<{-]|\.\w)")
SECTION = re.compile(r"theory(?:\.md)?[,;]?\s+(?:\()?section\s+(\d+)")
HEADING = re.compile(r"^## (\d+)\. ", re.MULTILINE)
EQUATION = re.compile(r"^ {4,}\((\d+[a-z]?)\)  ?\S", re.MULTILINE)


def paths_in_comments_exist(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root).as_posix()}: names {name}, and there is no such file or folder"
        for path in _commented(root)
        for name in _paths(_comments(path))
        if not _exists(root, path, name)
    ]


def sections_exist(root: Path) -> list[str]:
    theory = (root / "docs/theory.md").read_text(encoding="utf-8")
    headings = set(HEADING.findall(theory))
    return [
        f"{path.relative_to(root).as_posix()}: names section {number}, which theory.md lacks"
        for path in _commented(root)
        for number in SECTION.findall(_comments(path))
        if number not in headings
    ]


def equations_are_in_the_code(root: Path) -> list[str]:
    """The number of every equation of the theory stands beside the lines that compute it."""
    theory = (root / "docs/theory.md").read_text(encoding="utf-8")
    named: set[str] = set()
    for base in ("include", "src"):
        for path in (root / base).rglob("*.[ch]pp"):
            named |= _numbers(_comments(path))
    return [
        f"docs/theory.md: equation ({number}) is named nowhere in include/ or src/"
        for number in dict.fromkeys(EQUATION.findall(theory))
        if number not in named
    ]


def _numbers(text: str) -> set[str]:
    """The numbers of equations in a text: (6), and every one of (8)-(11)."""
    found = set(re.findall(r"\((\d+[a-z]?)\)", text))
    for first, last in re.findall(r"\((\d+)\)\s*(?:-|to)\s*\((\d+)\)", text):
        found |= {str(number) for number in range(int(first), int(last) + 1)}
    return found


def _commented(root: Path) -> Iterator[Path]:
    for base in BASES:
        for path in sorted((root / base).rglob("*")):
            if path.suffix in (".cpp", ".hpp", ".py", ".cmake") or path.name == "CMakeLists.txt":
                yield path


def _comments(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return _of_python(text)
    mark = "//" if path.suffix in (".cpp", ".hpp") else "#"
    lines = re.findall(rf'(?:^|[^:"]){mark}+[<!]?(.*)$', text, re.MULTILINE)
    return re.sub(r"\s+", " ", " ".join(lines))


def _of_python(text: str) -> str:
    """The comments and the docstrings: strings that are statements of their own."""
    found, statement = [], True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and statement):
            found.append(token.string.strip("\"'#"))
        elif token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
            statement = token.type == tokenize.NEWLINE
    return re.sub(r"\s+", " ", " ".join(found))


def _paths(comments: str) -> list[str]:
    return PATH.findall(comments) + FOLDER.findall(comments)


def _exists(root: Path, path: Path, name: str) -> bool:
    starts = [path.parent, *(root / start for start in STARTS)]
    return any((start / name).exists() for start in starts)


RULES: list[Rule] = [paths_in_comments_exist, sections_exist, equations_are_in_the_code]
