"""The gate for language finds the prose of every kind of file, and leaves code out."""

import pytest

from prose import cpp_texts, pages, python_texts
from prose.passages import Opening, Passage
from prose.rules import all_sentences

PYTHON = '''"""Reads tables.

More of it
stands here.

    an example: not prose

- One item
  goes on.
"""

LIMIT = 3
"""Rows at most."""


def read(path, end):  # a comment behind code
    """Reads one.

    Args:
        path: The file
            to read.
        end: Hours [h].

    Returns:
        The table, as read.

    Raises:
        InputError: A value is wrong.

    Example:
        >>> read("x")
        3
    """
    # A comment of
    # two lines.
    rule = f"must be {path} or more"
    raise check.input_error("end", "x y", "must lie " "above 0")
'''

CPP = """#pragma once
/// Holds records,
/// in order.
///
///     W = I / h

/// One window.
struct Window {
    double begin{0.0};   ///< first hour [h]
    double end{0.0};     ///< last hour,
                         ///< after begin [h]
};

// A plain comment.
void check(double x) {
    if (x < 0) throw InputError("x of y", to_text(x), "must be " + name(x, 1) + " at "
                                  "least (0)");
    require_positive("x", x);
}
"""

PAGE = """# A heading

A paragraph
of a page.

| a table | x |

```python
code()
```

1. First item
   goes on.
2. Second item.

    y = 2 x
"""


def texts(passages: list[Passage], kind: str, opening: Opening) -> list[tuple[int, str]]:
    """Returns the lines and texts of the sentences of a kind."""
    chosen = [p for p in passages if (p.kind, p.opening) == (kind, opening)]
    return sorted((s.line, s.text) for passage in chosen for s in all_sentences(passage))


@pytest.fixture
def python() -> list[Passage]:
    return list(python_texts.passages("a.py", PYTHON))


@pytest.fixture
def cpp() -> list[Passage]:
    return list(cpp_texts.passages("a.hpp", CPP))


def test_docstrings_of_modules_and_functions(python: list[Passage]) -> None:
    assert texts(python, "docstring", Opening.SENTENCE) == [
        (1, "Reads tables."),
        (3, "More of it stands here."),
        (8, "One item goes on."),
        (17, "Reads one."),
    ]


def test_attributes_and_entries_without_their_names(python: list[Passage]) -> None:
    assert texts(python, "docstring", Opening.PHRASE) == [
        (13, "Rows at most."),
        (20, "The file to read."),
        (22, "Hours [h]."),
        (25, "The table, as read."),
        (28, "A value is wrong."),
    ]


def test_messages_and_comments_of_python(python: list[Passage]) -> None:
    assert texts(python, "message", Opening.FREE) == [
        (36, "must be X or more"),
        (37, "must lie above 0"),
        (37, "x y"),
    ]
    assert texts(python, "comment", Opening.FREE) == [(34, "A comment of two lines.")]


def test_doc_comments_of_cpp(cpp: list[Passage]) -> None:
    assert texts(cpp, "doc comment", Opening.SENTENCE) == [
        (2, "Holds records, in order."),
        (7, "One window."),
    ]
    assert texts(cpp, "doc comment", Opening.PHRASE) == [
        (9, "first hour [h]"),
        (10, "last hour, after begin [h]"),
    ]


def test_messages_and_comments_of_cpp(cpp: list[Passage]) -> None:
    assert texts(cpp, "message", Opening.FREE) == [
        (16, "must be X at least (0)"),
        (16, "x of y"),
    ]
    assert texts(cpp, "comment", Opening.FREE) == [(14, "A plain comment.")]


def test_paragraphs_and_items_of_a_page() -> None:
    page = list(pages.passages("a.md", PAGE))
    assert texts(page, "page", Opening.FREE) == [
        (3, "A paragraph of a page."),
        (12, "First item goes on."),
        (14, "Second item."),
    ]
