"""This module has the table of operators, which are the small faults put into a syntax tree of C++.

tree-sitter reads the sources, so that comments, strings, includes and templates are never taken for
arithmetic. The package universalmutator was looked at first. Its rules are regular expressions over
lines, which turn template brackets into comparisons, and it installs an old copy of `typing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import tree_sitter_cpp
from tree_sitter import Language, Node, Parser

PARSER = Parser(Language(tree_sitter_cpp.language()))

# What an operator between two operands becomes, under the name of the kind of fault.
BINARY = {
    "arithmetic": {"+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"]},
    "comparison": {
        "<": [">="], "<=": [">"], ">": ["<="], ">=": ["<"], "==": ["!="], "!=": ["=="],
    },
    "off by one": {"<": ["<="], "<=": ["<"], ">": [">="], ">=": [">"]},
    "logical": {"&&": ["||"], "||": ["&&"]},
}  # fmt: skip
ASSIGNED = {"+=": "-=", "-=": "+=", "*=": "/=", "/=": "*="}
STEPS = {"++": "--", "--": "++"}
WORDS = {
    "min": "max", "max": "min", "lower_bound": "upper_bound", "upper_bound": "lower_bound",
    "any_of": "all_of", "all_of": "any_of", "floor": "ceil", "ceil": "floor",
}  # fmt: skip
# What is never mutated, with all that is inside. Numbers in types decide what compiles.
LEFT_ALONE = {
    "attribute_declaration", "attribute_specifier", "char_literal", "comment",
    "concatenated_string", "preproc_def", "preproc_include", "raw_string_literal",
    "static_assert_declaration", "string_literal", "template_argument_list",
    "template_parameter_list",
}  # fmt: skip


class Change(NamedTuple):
    """A change replaces the bytes from `begin` to `end`."""

    begin: int
    end: int
    replacement: str
    kind: str


def changes(source: bytes) -> Iterator[Change]:
    """Yields every change that the table knows, in the order of the source."""
    yield from _inside(PARSER.parse(source).root_node)


def _inside(node: Node) -> Iterator[Change]:
    if node.type in LEFT_ALONE:
        return
    yield from _of(node)
    for child in node.children:
        yield from _inside(child)


def _of(node: Node) -> Iterator[Change]:
    match node.type:
        case "binary_expression":
            yield from _binary(node)
        case "assignment_expression" | "update_expression":
            sign = node.child_by_field_name("operator")
            swaps = ASSIGNED if node.type == "assignment_expression" else STEPS
            if sign and sign.type in swaps:
                yield _replaced(sign, swaps[sign.type], "arithmetic")
        case "unary_expression":
            sign = node.child_by_field_name("operator")
            if sign and sign.type in ("-", "!"):
                yield _replaced(sign, "", "sign" if sign.type == "-" else "logical")
        case "number_literal":
            yield from _number(node)
        case "true" | "false":
            yield _replaced(node, "false" if node.type == "true" else "true", "constant")
        case "if_statement" | "while_statement":
            yield from _condition(node)
        case "conditional_expression":
            condition = node.child_by_field_name("condition")
            if condition and not _is_compared(condition):
                yield _replaced(condition, f"!({_text(condition)})", "comparison")
        case "expression_statement" | "throw_statement" | "break_statement" | "continue_statement":
            # What stands below stays on its line.
            yield _replaced(node, ";" + "\n" * _text(node).count("\n"), "deletion")
        case "identifier":
            if _text(node) in WORDS:
                yield _replaced(node, WORDS[_text(node)], "other function")


def _binary(node: Node) -> Iterator[Change]:
    sign = node.child_by_field_name("operator")
    # The sums of texts are messages.
    if sign is None or any(_holds_text(child) for child in node.children):
        return
    for kind, table in BINARY.items():
        for other in table.get(sign.type, ()):
            yield _replaced(sign, other, kind)


def _number(node: Node) -> Iterator[Change]:
    text = _text(node)
    yield _replaced(node, f"({text} + 1)", "constant")
    if text.strip("0.") == "":
        return
    yield _replaced(node, "0.0" if "." in text or "e" in text else f"({text} - 1)", "constant")


def _condition(node: Node) -> Iterator[Change]:
    """Turns a condition round, where no comparison in it is turned round already."""
    clause = node.child_by_field_name("condition")
    condition = clause.child_by_field_name("value") if clause else None
    if condition and not _is_compared(condition) and "declaration" not in condition.type:
        yield _replaced(condition, f"!({_text(condition)})", "comparison")


def _is_compared(node: Node) -> bool:
    if node.type == "parenthesized_expression":
        return any(_is_compared(child) for child in node.named_children)
    sign = node.child_by_field_name("operator")
    return sign is not None and (sign.type == "!" or sign.type in BINARY["comparison"])


def _holds_text(node: Node) -> bool:
    if node.type in ("string_literal", "char_literal", "concatenated_string"):
        return True
    return node.type == "binary_expression" and any(_holds_text(child) for child in node.children)


def _replaced(node: Node, replacement: str, kind: str) -> Change:
    return Change(node.start_byte, node.end_byte, replacement, kind)


def _text(node: Node) -> str:
    return (node.text or b"").decode()
