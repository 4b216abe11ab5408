"""The rooms of the Python package: the rules hold, and each one sees what breaks it."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import opiodyn as od
from rules import python_reads as reads
from rules import python_rooms as rules

RULES = [
    rules.closed_doors,
    rules.stale_doors,
    rules.unseen,
    rules.circles,
    rules.crowded,
    rules.too_small,
]
LONG = "x = 1\n" * 50
"""A module that is not small."""

Tree = Callable[..., Path]


@pytest.fixture(scope="module")
def package(root: Path) -> Path:
    return root / "bindings" / "python" / "opiodyn"


@pytest.fixture(scope="module")
def doors() -> dict[str, Any]:
    text = (Path(__file__).parent / "doors.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["python"]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Writes a small package: files by name, to which the files of its folders are added."""

    def written(files: dict[str, str]) -> Path:
        package = tmp_path / "opiodyn"
        for name, text in {"__init__.py": "", **files}.items():
            path = package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            (path.parent / "__init__.py").touch()
        return package

    return written


def told(**doors: list[str]) -> dict[str, Any]:
    return {"doors": {"__init__": [], **doors}, "flat": {}, "small": {}}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(
    rule: Callable[..., list[str]], package: Path, doors: dict[str, Any]
) -> None:
    assert rule(package, doors) == []


@pytest.mark.parametrize("rule", reads.RULES, ids=lambda rule: rule.__name__)
def test_the_package_reads_what_it_may(rule: Callable[[Path], list[str]], package: Path) -> None:
    assert rule(package) == []


def test_there_is_something_to_check(package: Path) -> None:
    found = rules.imports(package)
    assert len(found) > 100
    assert "_runs.run" in found["__init__"]
    assert "_result.run_data" in found["_plot.lines"]  # in an annotation
    assert "_plot.plot" in found["_runs.run"]  # in a function


def test_public_names_are_of_the_package() -> None:
    assert rules.misnamed(od) == []


@pytest.mark.parametrize(
    "text",
    [
        "from opiodyn._b import b\n",
        "from opiodyn._b.b import x\n",
        "import opiodyn._b.b\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from opiodyn._b.b import x\n",
        "def f():\n    from opiodyn._b.b import x\n",
    ],
)
def test_a_closed_door_is_seen(tree: Tree, text: str) -> None:
    package = tree({"_a/a.py": text, "_b/b.py": LONG})
    reported = ["_a.a imports _b.b, and _a has no such door"]
    assert rules.closed_doors(package, told(_a=[], _b=[])) == reported
    assert rules.closed_doors(package, told(_a=["_b"], _b=[])) == []


def test_a_room_without_doors_is_seen(tree: Tree) -> None:
    package = tree({"_a/a.py": LONG})
    assert rules.closed_doors(package, told()) == ["_a has no entry in doors.toml"]


def test_a_door_that_leads_nowhere_is_seen(tree: Tree) -> None:
    package = tree({"_a/a.py": "from opiodyn._b.b import x\n", "_b/b.py": LONG})
    assert rules.stale_doors(package, told(_a=["_b"], _b=[])) == []
    assert rules.stale_doors(package, told(_a=["_b", "_c"], _b=["_b"], _c=[])) == [
        "_c of doors.toml does not exist",
        "_a has a door to _c and does not use it",
        "_b has a door to _b and does not use it",
    ]


@pytest.mark.parametrize("folder", ["_a", "_b/drawer"])
def test_a_folder_that_is_no_package_is_seen(tree: Tree, folder: str) -> None:
    package = tree({"_a/a.py": LONG, "_b/b.py": LONG, "_b/drawer/c.py": LONG})
    (package / folder / "__init__.py").unlink()
    assert rules.unseen(package, told()) == [f"{folder} has modules and no __init__.py"]


@pytest.mark.parametrize(
    "text",
    [
        "from opiodyn import _b, _core, simulate\n",
        "from .. import simulate\n",
        "def f():\n    from opiodyn import simulate\n",
    ],
)
def test_a_room_that_reads_the_face_is_seen(tree: Tree, text: str) -> None:
    package = tree({"_a/a.py": text, "_b/b.py": LONG})
    (reported,) = reads.reads_of_the_face(package)
    assert reported.startswith("_a.a imports simulate from the package itself")


@pytest.mark.parametrize(
    "text",
    [
        "import opiodyn\n",
        "import opiodyn as od\n",
        "import opiodyn._b.b\n",  # gives the name opiodyn, too
        "def f():\n    import sys, opiodyn as od\n",
    ],
)
def test_a_room_that_imports_the_package_is_seen(tree: Tree, text: str) -> None:
    package = tree({"_a/a.py": text, "_b/b.py": "import opiodyn._a.a as a\n"})
    (reported,) = reads.reads_of_the_face(package)
    assert reported.startswith("_a.a imports opiodyn itself")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('importlib.import_module("opiodyn._b.b")', "opiodyn._b.b"),
        ('import_module(f"opiodyn._b.{name}")', "opiodyn._b."),
        ('import_module("._b", package)', "._b"),
        ('__import__("opiodyn").simulate', "opiodyn"),
        ('extras.require("opiodyn.cli", "a table", "plot")', "opiodyn.cli"),
    ],
)
def test_a_module_that_is_loaded_by_name_is_seen(tree: Tree, text: str, name: str) -> None:
    package = tree({"_a/a.py": f"x = {text}\n", "_b/b.py": 'x = import_module("scipy")\n'})
    assert reads.loads_by_name(package) == [f"_a.a loads {name!r} by name"]


def test_a_circle_of_files_is_seen(tree: Tree) -> None:
    annotated = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from opiodyn._a.b import x\n"
    )
    later = "def f():\n    from opiodyn._a.a import y\n"
    package = tree({"_a/a.py": annotated, "_a/b.py": later})
    (reported,) = rules.circles(package, told(_a=[]))
    assert reported in ("_a.a needs _a.b needs _a.a", "_a.b needs _a.a needs _a.b")


def test_a_circle_of_rooms_is_seen(tree: Tree) -> None:
    package = tree(
        {
            "_a/a.py": "from opiodyn._b.b import x\n",
            "_b/c.py": "from opiodyn._a.d import y\n",
            "_a/d.py": LONG,
            "_b/b.py": LONG,
        }
    )
    (reported,) = rules.circles(package, told(_a=["_b"], _b=["_a"]))
    assert reported in ("_a needs _b needs _a", "_b needs _a needs _b")


def test_a_crowded_folder_is_seen(tree: Tree) -> None:
    package = tree({f"_a/m{i}.py": LONG for i in range(20)})  # and the file of the room
    assert rules.crowded(package, told()) == ["_a has 21 sources, and 20 are the most"]
    assert rules.crowded(package, told() | {"flat": {"_a": "a reason"}}) == []


@pytest.mark.parametrize(("name", "count"), [("_a", 20), ("_gone", 0)])
def test_a_flat_folder_that_is_not_crowded_is_seen(tree: Tree, name: str, count: int) -> None:
    package = tree({f"_a/m{i}.py": LONG for i in range(19)})
    reported = [f"{name} has {count} sources and needs no exception in doors.toml"]
    assert rules.crowded(package, told() | {"flat": {name: "a reason"}}) == reported


def test_a_crowded_face_is_seen(tree: Tree) -> None:
    package = tree({f"m{i}.py": LONG for i in range(7)})
    assert rules.crowded(package, told()) == ["the face has 8 files, and 7 are the most"]


@pytest.mark.parametrize("text", ["opiodyn._b.b", ".._b.b"])
def test_a_private_name_that_is_imported_is_seen(tree: Tree, text: str) -> None:
    package = tree({"_a/a.py": f"from {text} import _x, y\n", "_b/b.py": LONG})
    assert reads.private_imports(package) == ["_a.a imports _x from opiodyn._b.b"]


@pytest.mark.parametrize("settings", ["", 'lint.ignore = ["SLF"]\n', 'exclude = ["*.py"]\n'])
@pytest.mark.parametrize("note", ["", "  # noqa: SLF001", "\n# ruff: noqa"])
def test_a_private_name_that_is_read_is_seen(tree: Tree, settings: str, note: str) -> None:
    package = tree({"_a/a.py": f"x = run._data{note}\n", "_a/ruff.toml": settings})
    (reported,) = reads.private_reads(package)
    assert Path(reported.split(":")[0]) == Path("_a/a.py")
    assert "SLF001" in reported


@pytest.mark.parametrize("reader", ["getattr", "hasattr", "operator.attrgetter"])
def test_a_private_name_in_a_text_is_seen(tree: Tree, reader: str) -> None:
    package = tree({"_a/a.py": f'x = {reader}(run, "_data")\ny = {reader}(run, "__len__")\n'})
    reported = [f"_a.a reads _data by {reader.split('.')[-1]}"]
    assert reads.private_texts(package) == reported


def test_a_private_name_of_another_room_is_seen(tree: Tree) -> None:
    text = "class A:\n    def __init__(self):\n        self._x = 1\n    def _f(self): ...\n"
    inside = "def x_of(a):\n    a._f()\n    return a._x + a.b._y\n"
    package = tree({"_a/a.py": text, "_a/inside.py": inside, "_b/b.py": text.replace("_x", "_y")})
    reported = ["_a.inside reads _y, which is not of its room"]
    assert reads.foreign_reads(package) == reported


def test_a_public_name_of_a_private_module_is_seen() -> None:
    package = ModuleType("opiodyn")
    package.__all__ = ["Thing", "__version__"]
    package.Thing = type("Thing", (), {"__module__": "opiodyn._a.a"})
    package.__version__ = "1"
    assert rules.misnamed(package) == ["Thing says that it is of opiodyn._a.a"]


def test_a_small_module_with_one_reader_is_seen(tree: Tree) -> None:
    package = tree({"_a/a.py": "x = 1\n", "_a/b.py": f"from opiodyn._a.a import x\n{LONG}"})
    assert rules.too_small(package, told()) == ["_a.a has 1 lines and 1 readers"]
    assert rules.too_small(package, told() | {"small": {"_a.a": "a reason"}}) == []
    (package / "_a" / "c.py").write_text(f"from opiodyn._a.a import x\n{LONG}", encoding="utf-8")
    assert rules.too_small(package, told()) == []


def test_a_list_of_small_modules_that_is_long_or_stale_is_seen(tree: Tree) -> None:
    listed = {f"_a.m{i}": "a reason" for i in range(13)}
    package = tree({f"{name.replace('.', '/')}.py": "x = 1\n" for name in listed})
    reported = ["13 small modules are listed, and 12 are the most"]
    assert rules.too_small(package, told() | {"small": listed}) == reported
    reported = ["_a.gone of doors.toml does not exist"]
    assert rules.too_small(package, told() | {"small": {"_a.gone": ""}})[:1] == reported


@pytest.mark.parametrize(
    "files",
    [
        {"_a/a.py": LONG},
        {
            "_a/a.py": "x = 1\n",
            "_a/b.py": f"from opiodyn._a.a import x\n{LONG}",
            "_a/c.py": f"from opiodyn._a.a import x\n{LONG}",
        },
    ],
)
def test_a_small_module_that_needs_no_reason_is_seen(tree: Tree, files: dict[str, str]) -> None:
    listed = {"small": {"_a.a": "a reason"}}
    assert rules.too_small(tree(files), told() | listed) == [
        "_a.a needs no exception in doors.toml"
    ]
