"""Drug and scenario files that are made to break their reader are refused at once."""

import time

import pytest

import opiodyn as od
from opiodyn._cli.problem.schema import PROBLEM
from opiodyn._cli.scenario.read import read as read_scenario

PARTS = 400_000  # so that a file has 0.8 MB; refusing the first of these files took 310 s
KEY = ".".join("a" * PARTS)
DEEP = {
    "table": f"[{KEY}]\n",
    "table of an array": f"[[{KEY}]]\n",
    "parts with blanks": "[" + " . ".join("a" * (PARTS // 2)) + "]\n",
    "dotted key": f"{KEY} = 1\n",
    "dotted key in a table": f"[a]\nb = 1\n{KEY} = 1\n",
    "dotted key in an inline table": f"a = {{ {KEY} = 1 }}\n",
    "dotted key in an array": f"a = [1, {{ {KEY} = 1 }}]\n",
    "key in quotes": "[" + ".".join(['"a"'] * (PARTS // 2)) + "]\n",
    "behind a syntax error": f"a = \x01\n[{KEY}]\n",
    "arrays": f"a = {'[' * PARTS}{']' * PARTS}\n",
    "inline tables": f"a = {'{a = ' * 100_000}1{'}' * 100_000}\n",
    "arrays and inline tables": f"a = {'[{a = ' * 100_000}1{'}]' * 100_000}\n",
}


def read_problem(path):
    return read_scenario(path, layout=PROBLEM)


@pytest.fixture(params=["drug", "scenario", "problem"])
def refused(request, tmp_path):
    """Writes a file and reads it as a drug, a scenario or a problem; returns the message."""
    readers = {"drug": od.read_drug, "scenario": read_scenario, "problem": read_problem}
    reader = readers[request.param]

    def message(text):
        path = tmp_path / "some.toml"
        path.write_bytes(text.encode())
        begin = time.process_time()
        with pytest.raises(od.InputError) as caught:
            reader(str(path))
        assert time.process_time() - begin < 1.0  # it takes some milliseconds
        return str(caught.value)

    return message


@pytest.mark.parametrize("where", DEEP)
def test_a_key_of_many_parts_is_refused_at_once(refused, where):
    assert refused(DEEP[where]).endswith(": nested more than 32 levels deep")


def test_a_table_of_32_parts_is_deep_enough(refused):
    assert "nested" not in refused("[" + ".".join("a" * 32) + "]\n")
    assert refused("[" + ".".join("a" * 33) + "]\n").endswith(
        "1:1: nested more than 32 levels deep"
    )


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ('"a\\u001b[31m"', '"a\\u001B[31m"'),
        ('"a\\u2028\\U0001f600"', '"a\\u2028\N{GRINNING FACE}"'),
        ("a" * 1000, f"{'a' * 157}..."),
        (f'"{" " * 1000}"', f'"{" " * 156}...'),
    ],
)
def test_a_message_shows_a_key_short_and_without_control_characters(refused, key, shown):
    message = refused(f'name = "some"\nkind = "drug"\nregimen = "x"\n{key} = inf\n')
    assert f"some.toml:4:{len(key) + 4}: {shown} = inf: must be a finite number" in message


@pytest.mark.parametrize(
    "text", ["\r", "\r\r\n", "# a\r\r\n", 'a = """b\r\r\n"""\n', "a = 1\r\r\n"]
)
def test_a_carriage_return_ends_no_line(refused, text):
    """TOML 1.0.0 knows two newlines, LF and CRLF, and no other carriage return."""
    assert "some.toml:2:" in refused(f"\r\n{text}")
    assert "not valid TOML" in refused(text)


def test_a_path_with_a_zero_byte_is_none():
    with pytest.raises(od.InputError, match="is not a path"):
        read_scenario("a\0b.toml")
