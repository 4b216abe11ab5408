"""Rules on what the modules of the Python package read: nothing behind the face, nothing private.

Each is a function that returns what breaks the rule, a sentence for each place.
"""

import ast
import functools
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

COMPILED = "_core"
LOADERS = {"import_module", "__import__", "require"}
"""Functions that import a module by its name; `require` is of the package's own `_checks`."""
INSIDE = "inside.py"
"""The file of a room that reads the private names of its classes for other rooms."""
READERS = {"getattr", "hasattr", "setattr", "delattr", "attrgetter"}
"""Functions that take the name of an attribute."""


def reads_of_the_face(package: Path) -> list[str]:
    """Rule 1: no room imports what the package's own file gathers for users."""
    rooms = {path.stem for path in package.iterdir()}
    broken = [
        f"{module} imports {name} from the package itself; its home is a room or {COMPILED}"
        for module, source, name in _names_imported(package)
        if source == package.name and name != COMPILED and name not in rooms
    ]
    return broken + [
        f"{module} imports {package.name} itself; what it needs has its home in a room"
        for module, node in _nodes(package)
        if isinstance(node, ast.Import)
        and any(_is_of(package, alias.name) and not _bound(alias) for alias in node.names)
    ]


def loads_by_name(package: Path) -> list[str]:
    """Rule 1, too: no module of the package is imported by a text, which no other rule sees."""
    return [
        f"{module} loads {text!r} by name"
        for module, node in _nodes(package)
        if isinstance(node, ast.Call) and _called(node) in LOADERS
        for text in _texts(node)
        if _is_of(package, text) or text.startswith(".")
    ]


def private_imports(package: Path) -> list[str]:
    """Rule 6: no name with a leading underscore is imported, but rooms and the compiled module."""
    rooms = {path.stem for path in package.iterdir()}
    return [
        f"{module} imports {name} from {source}"
        for module, source, name in _names_imported(package)
        if _private(name) and not (source == package.name and name in rooms | {COMPILED})
    ]


def private_texts(package: Path) -> list[str]:
    """Rule 6, too: no private name is read through a text, where ruff does not see it."""
    return [
        f"{module} reads {text} by {_called(node)}"
        for module, node in _nodes(package)
        if isinstance(node, ast.Call) and _called(node) in READERS
        for text in _texts(node)
        if _private(text)
    ]


def private_reads(package: Path) -> list[str]:
    """Rule 6, too: no private name is read through a dot, whatever ruff is told to leave out.

    The file `inside.py` of a room may; `foreign_reads` looks at these.
    """
    options = "--isolated --ignore-noqa --no-respect-gitignore --no-cache --quiet"
    options += f" --select=SLF001 --per-file-ignores={INSIDE}:SLF001 --output-format=concise"
    command = f"-m ruff check {options} ."
    found = subprocess.run(
        [sys.executable, *command.split()], cwd=package, capture_output=True, text=True
    )
    return [*found.stdout.splitlines(), *found.stderr.splitlines()]


def foreign_reads(package: Path) -> list[str]:
    """Rule 6, too: what an `inside.py` reads through a dot, and is private, lies in its room."""
    return [
        f"{path.parent.name}.{path.stem} reads {name}, which is not of its room"
        for path in sorted(package.rglob(INSIDE))
        for name in sorted(_attributes(path, ast.Load) - _made_in(path.parent))
    ]


def _made_in(room: Path) -> set[str]:
    """The private attributes and functions that the files of a room make."""
    found: set[str] = set()
    for path in room.rglob("*.py"):
        if path.name != INSIDE:
            tree = _parsed(path.read_text(encoding="utf-8"))
            found |= _attributes(path, ast.Store)
            found |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return found


def _attributes(path: Path, context: type[ast.expr_context]) -> set[str]:
    """The private names that stand after a dot."""
    return {
        node.attr
        for node in ast.walk(_parsed(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, context)
        if _private(node.attr)
    }


RULES = [
    reads_of_the_face,
    loads_by_name,
    private_imports,
    private_texts,
    private_reads,
    foreign_reads,
]


def _nodes(package: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every piece of syntax of the package, with the module that it is in."""
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(package).with_suffix("").parts)
        for node in ast.walk(_parsed(path.read_text(encoding="utf-8"))):
            yield module, node


@functools.cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def _names_imported(package: Path) -> Iterator[tuple[str, str, str]]:
    """Module, where it imports from, and the name, of each `from ... import ...` of the package."""
    for module, node in _nodes(package):
        if isinstance(node, ast.ImportFrom):
            folder = f"{package.name}.{module}".rpartition(".")[0]
            source = importlib.util.resolve_name("." * node.level + (node.module or ""), folder)
            if _is_of(package, source):
                for alias in node.names:
                    yield module, source, alias.name


def _is_of(package: Path, module: str) -> bool:
    return module.split(".")[0] == package.name


def _bound(alias: ast.alias) -> bool:
    """Whether `import a.b as c` gives a name to the module alone, and not to its package."""
    return "." in alias.name and alias.asname is not None


def _called(call: ast.Call) -> str:
    """The last name of what is called: `b` of `a.b()`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(call: ast.Call) -> list[str]:
    """The texts that a call is given, also those that a longer one begins with."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return [
        node.value
        for argument in given
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")
