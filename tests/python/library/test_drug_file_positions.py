"""Where the keys of a TOML text stand: the reader's own scanner against the text itself."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures import ROOT

FILES = [
    *sorted((ROOT / "data").rglob("*.toml")),
    *sorted((ROOT / "tests/python/data/made_up").rglob("*.toml")),
]


def places(drug_reader, text):
    """Path -> line and column of its key, and of its value."""
    found = drug_reader.scanner.locate(text)
    assert found.fault is None
    return {
        path: (found.find(path, value=False), found.find(path, value=True)) for path in found.keys
    }


def paths(value, path=()):
    """Every path of what `tomllib` reads."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, child in items:
        yield from paths(child, (*path, key))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_key_of_our_files_is_found_where_it_stands(drug_reader, file):
    text = file.read_text(encoding="utf-8")
    lines, table = text.splitlines(), tomllib.loads(text)
    found = places(drug_reader, text)
    assert set(found) == set(paths(table))
    for path, (key_place, value_place) in found.items():
        key = lines[key_place[0] - 1][key_place[1] - 1 :]
        value = lines[value_place[0] - 1][value_place[1] - 1 :]
        if key.startswith("["):  # a header, which may make several tables
            assert all(str(part) in key for part in path if isinstance(part, str))
        elif isinstance(path[-1], str):
            assert key.startswith((f"{path[-1]} =", f'"{path[-1]}" ='))
            assert key_place < value_place
        if not isinstance(read := at(table, path), dict | list):
            read_again = tomllib.loads(f"x = {first_value(value)}")["x"]
            assert read_again == read


def at(table, path):
    for part in path:
        table = table[part]
    return table


def first_value(text):
    """The beginning of a line up to the first end at which it is a value."""
    for end in range(1, len(text) + 1):
        if text[end : end + 1] in ("", ",", " ", "]", "}"):
            try:
                tomllib.loads(f"x = {text[:end]}")
            except tomllib.TOMLDecodeError:
                continue
            return text[:end]
    raise AssertionError(text)


TRAPS = (
    '''\
# [not.a.table] "not a string
"a.b" = "# no comment ] [x]"   # a comment, and "
c.d = 'C:\\' # literal, no escape
"\\u0041" = """
[not.a.header]
e = 1 \\""" still inside""""
f = [ # comment ]
  1, [2, "]"], # another
  { g = '''
    + "'''\n#'''"
    + """, h.i = 3 },
]
when = 1979-05-27 07:32:00

[j."k.l"]
m = 1_000
[[j.n]]
o = 1
[[j.n]]
o = 2
[j.n.p]
q = +1e-3
"""
)


def test_strings_comments_and_nesting_do_not_confuse(drug_reader):
    found = places(drug_reader, TRAPS)
    assert set(found) == set(paths(tomllib.loads(TRAPS)))
    values = {path: value for path, (_, value) in found.items()}
    assert values["a.b",] == (2, 9)
    assert values["c", "d"] == (3, 7)
    assert values["A",] == (4, 12)
    assert values["f", 1, 1] == (8, 10)
    assert values["f", 2, "g"] == (9, 9)
    assert values["f", 2, "h", "i"] == (10, 13)
    assert values["when",] == (12, 8)
    assert values["j", "k.l", "m"] == (15, 5)
    assert [values["j", "n", i, "o"] for i in (0, 1)] == [(17, 5), (19, 5)]
    assert values["j", "n", 1, "p", "q"] == (21, 5)


SCALARS = st.one_of(
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=8),
)
KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=6)
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(KEYS, v, max_size=3), max_leaves=8
)


def written(value):
    """A value as TOML text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)} = {written(v)}" for key, v in value.items()) + "}"
    return repr(value)


@given(st.dictionaries(KEYS, st.dictionaries(KEYS, VALUES, max_size=4), max_size=4))
def test_every_key_of_any_file_is_found_in_its_line(drug_reader, tables):
    lines, expected = [], {}
    for name, table in tables.items():
        lines.append(f"[{written(name)}]")
        expected[name,] = (len(lines), 1)
        for key, value in table.items():
            lines.append(f"{written(key)} = {written(value)}")
            for path in paths(value, (name, key)):
                expected[path] = (len(lines), len(written(key)) + 4)
    found = places(drug_reader, "\n".join(lines))
    assert set(found) == set(expected)
    for path, (line, column) in expected.items():
        if len(path) <= 2:
            assert found[path][1] == (line, column)
        assert found[path][1][0] == line


@given(st.text(st.sampled_from("[]{}\"'.,=# \n\\ax1")))
def test_no_text_makes_the_scanner_fail_or_hang(drug_reader, text):
    drug_reader.scanner.locate(text)


@given(st.text(st.sampled_from("[]{}\"'.,=# \n\\ax1")))
def test_what_is_toml_is_located_in_full(drug_reader, text):
    try:
        table = tomllib.loads(text)
    except ValueError:
        return
    assert set(drug_reader.scanner.locate(text).keys) == set(paths(table))
