"""Small translations of exported text into Python, which compute what the text says."""

import math
import re


def assignments(lines, sign):
    """The assignments of lines, as pairs of name and expression, without comments."""
    found = []
    for line in lines:
        code = re.split(r"\s*(?:#|//|;)", line, maxsplit=1)[0].strip().rstrip(";")
        name, equals, text = code.partition(sign)
        if equals:
            found.append((name.strip().removeprefix("double "), text.strip()))
    return found


def run(pairs, names):
    """Evaluates assignments one after the other; returns all names."""
    known = {"max": max, "abs": abs, "pow": math.pow, "exp": math.exp} | names
    for name, text in pairs:
        known[name] = eval(text, {"__builtins__": {}}, known)
    return known


# R


def r_function(text, name):
    """The lines between the head of a function and its end."""
    inside = text.split(f"\n{name} <- function", 1)[1]
    return inside.split("\n})\n", 1)[0].splitlines()


def r_vector(text, name):
    """The values of a named vector of numbers."""
    inside = text.split(f"\n{name} <- c(\n", 1)[1].split("\n)", 1)[0]
    return {key: float(value.rstrip(",")) for key, value in assignments(inside.splitlines(), " = ")}


def r_python(text):
    """An expression of R as Python."""
    return text.replace("^", "**")


def r_list(lines):
    """The entries of the list at the end of a function, without names and comments."""
    start = max(i for i, line in enumerate(lines) if line.strip() in ("list(c(", "c("))
    entries = [re.split(r"\s+#", line)[0].strip().rstrip(",") for line in lines[start + 1 :]]
    return [entry.split(" = ")[-1] for entry in entries if entry.strip(")")]


# NONMEM


def blocks(text):
    """The records of a control stream by name, each with its lines; continued lines are joined."""
    joined = re.sub(r" &\n\s*", " ", text)
    found = {}
    for part in re.split(r"^(?=\$)", joined, flags=re.MULTILINE):
        if part.startswith("$"):
            lines = part.splitlines()
            found.setdefault(lines[0].split()[0], []).extend([lines[0][1:], *lines[1:]])
    return found


def nonmem_python(text):
    """An expression of abbreviated code as Python."""
    return re.sub(r"A\((\d+)\)", r"A\1", text).replace("ABS(", "abs(").replace("EXP(", "exp(")


def nonmem_pairs(lines):
    """The assignments of a block of abbreviated code; A(3) is A3, and so with DADT and A_0."""
    pairs = assignments(lines, " = ")
    return [(re.sub(r"\((\d+)\)", r"\1", name), nonmem_python(text)) for name, text in pairs]


# mrgsolve


def mrgsolve_blocks(text):
    """The blocks of a model by name, each with its lines."""
    found = {}
    for part in re.split(r"^(?=\$)", text, flags=re.MULTILINE):
        head, _, rest = part.partition("\n")
        found[head.split()[0] if head else ""] = rest.splitlines()
    return found


def cpp_python(text):
    """An expression of C++ as Python."""
    return text.replace("std::max", "max")
