"""How much of the interfaces has a description, counted by what Doxygen and Python read."""

import inspect
import re
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import opiodyn as od
import python_pages
from attribute_docs import attribute_docs
from built import BUILT

LEAST = 0.95


def members(folder: Path) -> dict[str, bool]:
    """Every public class, member and enumerator of the headers, and whether it is described."""
    found = {}
    for path in folder.glob("*.xml"):
        for compound in ElementTree.parse(path).getroot().iterfind("compounddef"):
            if compound.get("kind") not in ("class", "struct", "namespace"):
                continue
            name = compound.findtext("compoundname")
            if compound.get("kind") != "namespace":
                found[name] = described(compound)
            for member in compound.iterfind("sectiondef/memberdef[@prot='public']"):
                # Overloads have one name and several arguments.
                full = f"{name}::{member.findtext('name')}{member.findtext('argsstring') or ''}"
                found[f"{full} ({member.get('id')})"] = described(member)
                for value in member.iterfind("enumvalue"):
                    found[f"{full}::{value.findtext('name')}"] = described(value)
    return found


def described(element: ElementTree.Element) -> bool:
    return any(
        "".join(part.itertext()).strip()
        for part in element
        if part.tag in ("briefdescription", "detaileddescription")
    )


def test_cpp_members_are_described():
    found = members(BUILT / "doxygen" / "xml")
    assert len(found) > 900
    missing = sorted(name for name, has in found.items() if not has)
    assert 1 - len(missing) / len(found) >= LEAST, missing


def test_a_member_without_description_is_counted(tmp_path):
    text = "<briefdescription><para>A thing.</para></briefdescription>"
    (tmp_path / "structa.xml").write_text(
        f"""<doxygen><compounddef kind="struct"><compoundname>A</compoundname><sectiondef>
        <memberdef prot="public" id="1"><name>x</name>{text}</memberdef>
        <memberdef prot="public" id="2"><name>y</name><briefdescription/></memberdef>
        <memberdef prot="private" id="3"><name>z</name></memberdef>
        </sectiondef>{text}</compounddef></doxygen>""",
        encoding="utf-8",
    )
    assert members(tmp_path) == {"A": True, "A::x (1)": True, "A::y (2)": False}


def public_names():
    """Every public name of Python with its description, and so for the parts of its classes."""
    for name in od.__all__:
        value = getattr(od, name)
        yield f"od.{name}", inspect.getdoc(value)
        if isinstance(value, ModuleType):
            yield from (
                (f"od.{name}.{one}", inspect.getdoc(getattr(value, one))) for one in value.__all__
            )
        elif isinstance(value, type):
            for base in value.__mro__:
                if base.__module__.startswith("opiodyn"):
                    yield from ((f"od.{name}.{one}", text) for one, text in parts(base))


def parts(one: type):
    """The public parts of a class. What it holds has an entry in its text, or text of its own."""
    entries = dict(re.findall(r"^ +(\w+): (.+)", inspect.getdoc(one) or "", re.MULTILINE))
    entries |= {
        name: lines[0] for (owner, name), lines in attribute_docs().items() if owner == one.__name__
    }
    for name in [*vars(one), *getattr(one, "__annotations__", {})]:
        if not name.startswith("_"):
            value = inspect.getattr_static(one, name, None)
            shown = callable(value) or isinstance(value, property | classmethod | staticmethod)
            yield name, inspect.getdoc(value) if shown else entries.get(name)


def test_python_names_are_described():
    found = dict(public_names())
    assert len(found) > 380
    missing = [name for name, text in found.items() if not (text or "").strip()]
    assert missing == []


def test_a_field_without_an_entry_is_counted():
    class Sample:
        """A sample.

        Attributes:
            a: The a.
        """

        a: float
        b: float = 0.0

        def c(self): ...

    assert dict(parts(Sample)) == {"a": "The a.", "b": None, "c": None}


def test_every_python_name_has_a_page(site):
    listed = [name for names in python_pages.GROUPS.values() for name in names]
    assert sorted([*listed, "__version__"]) == sorted(od.__all__)
    files = [f"reference/python/{python_pages.file_of(name)}.html" for name in listed]
    assert [name for name in files if not (site / name).exists()] == []
