"""Reads the prose of a Python file: docstrings, strings under attributes, comments and messages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from prose.passages import Line, Opening, Passage, comments, paragraphs

SECTION = re.compile(r"(Args|Attributes|Returns|Yields|Raises|Warns|Note|Notes|Examples?):$")
WITH_HEADS = {"Args", "Attributes", "Raises", "Warns"}
HEAD = re.compile(r"    \S[^:]*?: ?(?=\S|$)")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
MESSAGE_CALLS = re.compile(r"(?:input_error|warn|\w*Error)$")


def passages(path: str, source: str) -> Iterator[Passage]:
    """Yields all prose of a file; the examples of a docstring are code."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED):
            for literal, opening in _documentation(node):
                yield from _of_docstring(path, literal, opening)
        for literal in _messages(node):
            yield Passage(path, "message", Opening.FREE, ((literal.lineno, _text(literal)),))
    for text in filter(None, comments(enumerate(source.splitlines(), 1), "#")):
        yield Passage(path, "comment", Opening.FREE, text)


def _documentation(node: ast.AST) -> Iterator[tuple[ast.Constant, Opening]]:
    """Yields the docstring, and the strings directly under attributes, which may be phrases."""
    previous: ast.stmt | None = None
    for statement in getattr(node, "body", []):
        documents = previous is None or isinstance(previous, (ast.Assign, ast.AnnAssign))
        if isinstance(statement, ast.Expr) and documents:
            value = statement.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value, Opening.PHRASE if previous else Opening.SENTENCE
        previous = statement


def _of_docstring(path: str, literal: ast.Constant, first: Opening) -> Iterator[Passage]:
    for section, lines in _sections(literal):
        text = tuple(paragraphs(lines))
        if text and section not in ("Example", "Examples"):
            opening = first if section == "" else Opening.PHRASE
            yield Passage(path, "docstring", opening, text)


def _sections(literal: ast.Constant) -> Iterator[tuple[str, list[Line]]]:
    """Yields the text, then each entry or section under it, without its name and indent."""
    name = ""
    lines: list[Line] = []
    for number, text in _clean(literal):
        heading = SECTION.match(text)
        leaves = bool(name and text and not text.startswith(" "))
        entry = HEAD.match(text) if name in WITH_HEADS else None
        if heading or leaves or entry:
            yield name, lines
            lines = []
        if heading:
            name = heading.group(1)
        elif entry:
            lines.append((number, text[entry.end() :]))
        else:
            name = "More" if leaves else name
            lines.append((number, text.strip() if name else text))
    yield name, lines


def _clean(literal: ast.Constant) -> list[Line]:
    """Returns the lines of a docstring without their common indent."""
    first, *rest = str(literal.value).expandtabs().split("\n")
    indent = min((len(x) - len(x.lstrip()) for x in rest if x.strip()), default=0)
    return list(enumerate([first.strip(), *(x[indent:].rstrip() for x in rest)], literal.lineno))


def _messages(node: ast.AST) -> Iterator[ast.expr]:
    """Yields the literals that users read: rules of errors, warnings and help of the shell."""
    found: list[ast.expr] = []
    if isinstance(node, ast.Call) and MESSAGE_CALLS.search(_name(node.func)):
        found += node.args
    elif isinstance(node, ast.Call):
        found += [word.value for word in node.keywords if word.arg in ("help", "description")]
    elif isinstance(node, ast.Assign):
        names = [_name(target).lower() for target in node.targets]
        found += [node.value] if any(name.endswith("rule") for name in names) else []
    for value in found:
        if " " in _text(value):
            yield value


def _name(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _text(node: ast.expr) -> str:
    """Returns the text of a literal; what an f-string fills in is one word."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _text(part) if isinstance(part, ast.Constant) else "X" for part in node.values
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (_text(node.left) or "X") + (_text(node.right) or "X")
    return ""
