"""Rules on signposts: what a comment or a page points at exists.

Each rule takes the project's folder and returns a sentence for everything that points nowhere.
"""

import functools
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path

Rule = Callable[[Path], list[str]]

# Folders whose sources and pages are looked at, and files beside them.
BASES = (
    "include", "src", "bindings", "cmake", "tests", "benchmarks", "examples", "docs", "data",
    "scripts", ".ci",
)  # fmt: skip
TOP = ("*.md", "CMakeLists.txt", "CMakePresets.json", "pyproject.toml")
# Scripts have no suffix. Pages and tables are looked at whole, and the comments of the rest.
SUFFIXES = {"", ".cpp", ".hpp", ".py", ".pyi", ".cmake", ".sh", ".md", ".toml"}
WHOLE = {".md", ".toml", ".json"}
# Where a path in a comment may begin, beside the folder of its file.
STARTS = (
    "", "include", "include/opiodyn", "src", "tests", "bindings/python", "bindings/python/opiodyn",
    "docs",
)  # fmt: skip
ENDINGS = "cpp|hpp|py|pyi|md|toml|json|bib|cmake|txt|ipynb|png"

# A folder and a file of ours, and a file or folder below one of our top folders.
PATH = re.compile(rf"(?<![\w./<-])(?:[\w.-]+/)+[\w.-]*\w\.(?:{ENDINGS})\b")
TOPS = "|".join(map(re.escape, BASES))
FOLDER = re.compile(rf"(?<![\w./<-])(?:\.\.?/)*(?:{TOPS})/[\w/-]*\w/?(?![\w/*<{{-]|\.\w)")
# The end of a line in the middle of a path.
BREAK = re.compile(r"(?<=\w/)\n\s*(?=\w)")

# Sections of the theory: "section 2", "sections 3, 4 and 7".
LIST = r"sections?\s+(\d+(?:(?:,|-|\s|and|or|to)+\d+)*)"
SECTIONS = (
    re.compile(rf"theory(?:\.md|'s)?[`\])]*[,;:]?\s+\(?{LIST}", re.IGNORECASE),
    re.compile(rf"{LIST}\s+of\s+(?:the\s+)?[`\[]*(?:docs/)?theory", re.IGNORECASE),
)
HEADING = re.compile(r"^## (\d+)\. ", re.MULTILINE)

# The rooms that compute the equations of the theory.
COMPUTING = ("include/opiodyn/equations", "src/equations", "src/people", "src/solver/steady")
EQUATION = re.compile(r"\\tag\{(\d+[a-z]?)\}")
# [`effect` (10b)](../include/opiodyn/equations/response.hpp): a name, a number, or both.
CODE_LINK = re.compile(
    r"\[(?:`(?:\w+::)*(\w+)(?:\(\))?`)? ?(?:\((\d+[a-z]?)\))?\]\(([^)#\s:]+\.(?:[ch]pp|py))\)"
)
# [sweeps.md](sweeps.md) says where a link leads and not what is there.
FILE_NAME_LINK = re.compile(r"\[(`?[\w./-]+\.(?:md|ipynb)`?)\]\(")
RANGE = re.compile(r"\(\d+[a-z]?\)\s*(?:-|–|to)\s*\(\d+[a-z]?\)")


def paths_in_comments_exist(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root).as_posix()}: names {name}, and there is no such file or folder"
        for path in _signed(root)
        for name in _paths(_comments(path))
        if not _exists(root, path, name)
    ]


def sections_exist(root: Path) -> list[str]:
    theory = root / "docs/theory.md"
    headings = set(HEADING.findall(theory.read_text(encoding="utf-8")))
    return [
        f"{path.relative_to(root).as_posix()}: names section {number}, which theory.md lacks"
        for path in _signed(root)
        for pattern in ([re.compile(LIST)] if path == theory else SECTIONS)
        for numbers in pattern.findall(_comments(path))
        for number in re.findall(r"\d+", numbers)
        if number not in headings
    ]


def equations_are_in_the_code(root: Path) -> list[str]:
    """The number of every equation stands in a room that computes it; a range names no member."""
    theory = (root / "docs/theory.md").read_text(encoding="utf-8")
    named: set[str] = set()
    for room in COMPUTING:
        for path in (root / room).rglob("*.[ch]pp"):
            named.update(re.findall(r"\((\d+[a-z]?)\)", RANGE.sub("", _comments(path))))
    return [
        f"docs/theory.md: equation ({number}) is named in none of {', '.join(COMPUTING)}"
        for number in dict.fromkeys(EQUATION.findall(theory))
        if number not in named
    ]


def links_name_what_files_hold(root: Path) -> list[str]:
    """A link to code finds the name and the number of an equation that it says in the file."""
    return [
        f"{page.relative_to(root).as_posix()}: {target} has no {wanted}"
        for page in sorted((root / "docs").rglob("*.md"))
        for name, number, target in CODE_LINK.findall(page.read_text(encoding="utf-8"))
        if (path := page.parent / target).is_file()
        for wanted in filter(None, (name, f"({number})" if number else ""))
        if not re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", path.read_text(encoding="utf-8"))
    ]


def links_say_what_is_there(root: Path) -> list[str]:
    """The text of a link is words, because a reader of the site has no such file."""
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    pages += (root / "examples").rglob("*.ipynb")
    return [
        f"{page.relative_to(root).as_posix()}: the text of a link is a file name, {name}"
        for page in sorted(pages)
        for name in FILE_NAME_LINK.findall(page.read_text(encoding="utf-8"))
    ]


def _signed(root: Path) -> Iterator[Path]:
    """The files that may hold signposts."""
    for pattern in TOP:
        yield from sorted(root.glob(pattern))
    # Inputs of fuzz targets are bytes, whatever they look like.
    inputs = [root / "tests/fuzz" / kind for kind in ("corpus", "regression")]
    for base in BASES:
        for path in sorted((root / base).rglob("*")):
            if any(path.is_relative_to(folder) for folder in inputs):
                continue
            if path.is_file() and (path.suffix in SUFFIXES or path.name == "CMakeLists.txt"):
                yield path


def _comments(path: Path) -> str:
    """What a file says to its readers, on one line, where a path that was broken is whole again."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".py", ".pyi"):
        text = _of_python(text)
    elif path.suffix not in WHOLE:
        mark = r'(?:^|[^:"])//+[<!]?' if path.suffix in (".cpp", ".hpp") else r"(?:^|\s)#+"
        text = "\n".join(re.findall(rf"{mark}(.*)$", text, re.MULTILINE))
    return re.sub(r"\s+", " ", BREAK.sub("", text))


@functools.cache
def _of_python(text: str) -> str:
    """The comments and the docstrings: strings that are statements of their own."""
    found, statement = [], True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and statement):
            found.append(token.string.strip("\"'#"))
        elif token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
            statement = token.type == tokenize.NEWLINE
    return "\n".join(found)


def _paths(comments: str) -> list[str]:
    return PATH.findall(comments) + FOLDER.findall(comments)


def _exists(root: Path, path: Path, name: str) -> bool:
    starts = [path.parent, *(root / start for start in STARTS)]
    return any((start / name).exists() for start in starts)


RULES: list[Rule] = [
    paths_in_comments_exist,
    sections_exist,
    equations_are_in_the_code,
    links_name_what_files_hold,
    links_say_what_is_there,
]
