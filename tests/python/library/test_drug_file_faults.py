"""Every fault in a drug file of one's own is named with its line and column."""

import pickle
import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures import BARE, ROOT, values

SAMPLE = (ROOT / "tests/python/data/made_up/drugs/sample.toml").read_text(encoding="utf-8")
VALUES = re.findall(r"(?<== )(?:\"[^\"]*\"|-?[\d.]+|\[[^\[\]{}]*\])", SAMPLE)
OTHERS = ["1", "0", "-1", '"x"', '"mu"', '"CL"', "true", "[]", "[1]", '["CL"]', "{}", "{ a = 1 }"]
KEYS = re.findall(r'(?m)^[\w"][\w."]*(?= = )|^\[+[^\n]*\]$', SAMPLE)


@given(st.data())
def test_a_wrong_value_or_name_is_a_fault_and_nothing_worse(drug_reader, data):
    old = data.draw(st.sampled_from(VALUES + KEYS))
    count = data.draw(st.integers(1, SAMPLE.count(old)))
    new = data.draw(st.sampled_from(KEYS if old in KEYS else OTHERS + VALUES))
    head = old.join(SAMPLE.split(old)[:count])
    try:
        drug_reader.read_own("sample.toml", head + new + SAMPLE[len(head) + len(old) :])
    except drug_reader.DrugFileError as error:
        assert error.line > 0  # noqa: PT017 (a good file is allowed)


FAULTS = [
    ("CL = 20.0", "CL = -3", "8:6: parameters.CL = -3: must not be below 0"),
    ("CL = 20.0", "CL.value = -3", "8:12: parameters.CL.value = -3: must not be below 0"),
    ("CL = 20.0", "CL = { value = -3 }", "8:16: parameters.CL.value = -3: must not be below 0"),
    ("CL = 20.0", 'CL = "20"', "8:6: parameters.CL = '20': must be a number"),
    ("CL = 20.0", "CL = { unit = 'L' }", "8:1: parameters.CL.value: missing"),
    ("fu = 0.5", "fu = 0.5\nke0 = 0", "8:7: parameters.ke0 = 0: must be above 0"),
    ('"mu.tau"', 'ke0 = "not read"\n"mu.tau"', "21:1: missing.ke0: is no parameter that ..."),
    ("CL = 20.0", "Cl = 20.0", "8:1: parameters.Cl: unknown key; ..."),
    ("CL = 20.0\n", "", "5:1: parameters.CL: missing"),
    (
        "fu = 0.5\n",
        "",
        '5:1: parameters.fu: missing; give it, or say why not in [missing] as "fu"; receptors see '
        "the free drug alone, and 1 takes all in plasma as free",
    ),
    ("fu = 0.5", "fu = 1.5", "7:6: parameters.fu = 1.5: must lie in [0, 1]"),
    (
        '"mu.koff" = "not read"\n',
        "",
        "16:1: receptors.mu.parameters.koff: missing; give it, or say why not in [missing] "
        'as "mu.koff"',
    ),
    ("ka = 1.4", "ka = 0", "13:17: routes.oral.parameters.ka = 0: must be above 0"),
    ("ka = 1.4", "kb = 1.4", "13:1: routes.oral.parameters.kb: unknown key; ..."),
    ('"first_order"', '"x"', "12:20: routes.oral.inputs[0].kind = 'x': must be one of ..."),
    ("[routes.intravenous]", "[routes.rectal]", "14:1: routes.rectal: unknown name; ..."),
    ('"mydrug"', '"other"', "1:8: name = 'other': must be the file's name 'mydrug'"),
    ('kind = "drug"\n', "", "1:1: kind: missing"),
    ('"mu.tau"', '"oral.fraction"', "16:1: receptors.mu.parameters.tau: missing; ..."),
    (
        "[missing]",
        '[missing]\n"oral.fraction" = "x"',
        '20:1: missing."oral.fraction": is given ...',
    ),
    # not TOML
    ("CL = 20.0", "CL = ", "8:6: not valid TOML: invalid value"),
    ("CL = 20.0", "CL = 1e", "8:7: not valid TOML: ..."),
    ("CL = 20.0", "CL 20.0", "8:4: not valid TOML: expected '=' after a key in a key/value pair"),
    ('"mydrug"', '"mydrug', "1:15: not valid TOML: illegal character '\\n'"),
    ("CL = 20.0", "CL = 20.0\nfu = 1", "9:1: parameters.fu: is given twice, first in line 7"),
    ("CL = 20.0", "CL = 2\n[parameters]", "9:1: parameters: is given twice, first in line 5"),
    (
        "CL = 20.0",
        "CL = { value = 1, value = 2 }",
        "8:19: parameters.CL.value: is given twice, ...",
    ),
    ('"mu.tau" = "not read"\n', "x = [", "21:6: not valid TOML: invalid value"),
    ("CL = 20.0", "CL = \0", "8:6: not valid TOML: invalid value"),
    # numbers that a double cannot hold
    ("CL = 20.0", "CL = inf", "8:6: parameters.CL = inf: must be a finite number"),
    ("CL = 20.0", "CL = 2.0e-400", "8:6: parameters.CL = 2.0e-400: is too near to 0..."),
    ("CL = 20.0", "CL = -nan", "8:6: parameters.CL = -nan: must be a finite number"),
    ("CL = 20.0", "CL = 1e400", "8:6: parameters.CL = 1e400: must be a finite number"),
    (
        "CL = 20.0",
        f"CL = {2**53 + 1}",
        "8:6: parameters.CL = 9007199254740993: must be an integer ...",
    ),
    (
        "CL = 20.0",
        "CL = 0xFFFFFFFFFFFFFFFF",
        "8:6: parameters.CL = 0xFFFFFFFFFFFFFFFF: must be ...",
    ),
    (
        "CL = 20.0",
        "CL = " + 5000 * "9",
        f"8:6: parameters.CL = {57 * '9'}...: must be an integer ...",
    ),
    ("CL = 20.0", "CL = [1, 1e999]", "8:10: parameters.CL[1] = 1e999: must be a finite number"),
    # depth
    ("CL = 20.0", "CL = " + 200_000 * "[", "8:37: nested more than 32 levels deep"),
    ("CL = 20.0", "CL = " + 200_000 * "{a=", "8:97: nested more than 32 levels deep"),
    ("[missing]", "[a" + 40 * ".a" + "]", "19:1: nested more than 32 levels deep"),
]


@pytest.mark.parametrize(("old", "new", "error"), FAULTS, ids=[error for *_, error in FAULTS])
def test_a_fault_has_its_place(fault, old, new, error):
    assert old in BARE
    found = str(fault(BARE.replace(old, new, 1)))
    whole = f"mydrug.toml:{error}"
    if error.endswith("..."):
        assert found.startswith(whole[:-3])
    else:
        assert found == whole


def test_a_file_cannot_multiply(fault):
    sets = "".join(f"[sets.s{i}]\n" for i in range(101))
    assert str(fault(BARE + sets)) == "mydrug.toml:22:1: sets: holds 101 entries, more than 100"
    inputs = ", ".join(f'{{ name = "n{i}", kind = "first_order" }}' for i in range(21))
    found = str(fault(BARE.replace('{ kind = "first_order" }', inputs)))
    assert found == "mydrug.toml:12:1: routes.oral.inputs: holds 21 entries, more than 20"


def test_what_lies_just_within_the_limits_is_read(read):
    assert values(read(BARE.replace("20.0", str(2**53))))["mydrug.CL"] == 2.0**53
    assert values(read(BARE.replace("20.0", "1.7e308")))["mydrug.CL"] == 1.7e308
    assert read(BARE + "#" * (1_000_000 - len(BARE))).name == "mydrug"


def test_deepest_nesting_is_a_fault_of_its_key_alone(fault):
    deep = "x = " + 31 * "[" + 31 * "]" + "\n"
    assert str(fault(deep + BARE)).startswith("mydrug.toml:1:1: x: unknown key")


@pytest.mark.parametrize("from_disk", [True, False])
def test_a_large_file_is_refused_before_it_is_parsed(fault, tmp_path, from_disk):
    text, path = BARE + "#" * 1_000_000, tmp_path / "mydrug.toml"
    path.write_text(text)
    found = fault(path=path) if from_disk else fault(text, path)
    assert str(found) == f"{path}: is larger than 1 MB"


def test_windows_lines_and_a_byte_order_mark_do_no_harm(drug_reader, fault, tmp_path):
    path = tmp_path / "mydrug.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BARE.replace("\n", "\r\n").encode())
    assert drug_reader.read_own(path).name == "mydrug"
    path.write_bytes(BARE.replace("20.0", "-1").replace("\n", "\r\n").encode())
    assert (fault(path=path).line, fault(path=path).column) == (8, 6)


def test_a_file_that_is_no_text(fault, tmp_path):
    path = tmp_path / "mydrug.toml"
    path.write_bytes(b"name = 1\n\x89PNG")
    assert str(fault(path=path)) == f"{path}:2:1: is not a text in UTF-8"


def test_a_file_that_is_not_there(fault, tmp_path):
    path = tmp_path / "mydrug.toml"
    assert str(fault(path=path)) == f"{path}: there is no such file"
    folder = "is a folder, a pipe or a device, and no file"
    assert str(fault(path=tmp_path)) == f"{tmp_path}: {folder}"


def test_the_error_has_parts_and_survives_pickling(fault):
    error = fault(BARE.replace("20.0", "-3"))
    parts = (error.file, error.line, error.column, error.path, error.value, error.rule)
    assert parts == ("mydrug.toml", 8, 6, "parameters.CL", "-3", "must not be below 0")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_the_built_in_files_need_sources(drug_reader, made_up):
    shutil.rmtree(made_up / "drugs")
    (made_up / "drugs").mkdir()
    (made_up / "drugs/mydrug.toml").write_text(BARE)
    with pytest.raises(drug_reader.DrugFileError, match=r"description: missing"):
        drug_reader.read_library(made_up)
    described = BARE.replace("compart", 'description = "x"\ncompart', 1)
    (made_up / "drugs/mydrug.toml").write_text(described)
    with pytest.raises(drug_reader.DrugFileError, match=r"molar_mass = 300: must be a table"):
        drug_reader.read_library(made_up)
