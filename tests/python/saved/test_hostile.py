"""A forged file, whose seal fits, runs no code and ends in one error that names the file."""

import json
import random
from contextlib import suppress

import h5py
import numpy as np
import pytest

import opiodyn as od
from fixtures import refused
from saved_files import examples, resealed, rewritten, unsealed


@pytest.fixture
def path(tmp_path):
    od.save(examples()["one output"], tmp_path / "run.nc")
    return tmp_path / "run.nc"


def rule_of(path):
    """The rule by which a forged file is refused."""
    error = refused(lambda: od.load(path))
    assert (error.field, error.value) == ("path", repr(str(path)))
    return error.rule


def at(plain, *keys):
    for key in keys:
        plain = plain[key]
    return plain


def changed(*keys, to):
    """A change that puts something into one place of the request."""

    def change(plain):
        *before, last = keys
        at(plain, *before)[last] = to

    return change


ARGUMENTS = "models", 0, "arguments", "map", "options", "map"
DEEP = json.loads("[" * 900 + "]" * 900)
FORGED = {
    "a later schema": (changed("schema", to=2), "opiodyn 0.1.0 wrote it, which is later"),
    "schema 0": (changed("schema", to=0), "request.schema = 0"),
    "a schema that is text": (changed("schema", to="1"), "has no schema"),
    "an unknown kind": (changed("kind", to="Sweep"), "must be Run or Runs"),
    "a kind that is public": (
        changed("runs", 0, "regimen", "kind", to="Evaluator"),
        "is no kind of object in a saved run",
    ),
    "a kind of Python": (
        changed("runs", 0, "course", to={"kind": "os.system", "fields": ["touch here"]}),
        "is no kind of object in a saved run",
    ),
    "a kind that is a list": (changed("runs", 0, "course", to={"kind": []}), "does not write"),
    "a record that is none": (changed("runs", 0, "regimen", "fields", to=[1]), "cannot be loaded"),
    "a record with too few fields": (
        changed("runs", 0, "regimen", "fields", 0, "fields", to=["naltrexone"]),
        "must be the",
    ),
    "a dose below 0": (
        changed("runs", 0, "regimen", "fields", 0, "fields", 1, to=-1.0),
        "dose.amt = -1",
    ),
    "another form of a value": (changed("runs", 0, "course", to={"eval": "1"}), "is no form"),
    "a field that there is not": (
        changed("runs", 0, "course", "fields", "map", "secret", to=1.0),
        "holds a value of the wrong type",
    ),
    "an end that is no number": (
        changed("runs", 0, "course", "fields", "map", "end", to={"number": "nan"}),
        "pickle.course.end = nan",
    ),
    "an infinite output time": (
        changed("outputs", 0, "fields", "map", "times", "array", to=[{"number": "inf"}]),
        "must be finite and ascend",
    ),
    "an odd number": (
        changed("outputs", 0, "fields", "map", "times", "array", to=[{"number": "9e"}]),
        "is no number",
    ),
    "text among numbers": (
        changed("outputs", 0, "fields", "map", "times", "array", to=["1.0"]),
        "holds a value of another type",
    ),
    "an array of objects": (
        changed("outputs", 0, "fields", "map", "times", "of", to="object"),
        "is no type of a list",
    ),
    "more output times than numbers": (
        changed("outputs", 0, "fields", "map", "times", "array", to=[1.0, 2.0]),
        "cannot be loaded",
    ),
    "more rows than there are": (changed("runs", 0, "ended", 3, to=10**9), "output"),
    "rows below 0": (changed("runs", 0, "ended", 3, to=-1), "does not write"),
    "an unknown code": (changed("runs", 0, "ended", 0, to=77), "does not write"),
    "a model that is not there": (changed("runs", 0, "model", to=5), "does not write"),
    "an option that there is not": (changed(*ARGUMENTS, "secret", to=1), "'secret': unknown"),
    "a drug that there is not": (changed(*ARGUMENTS, "drugs", to=["nothing"]), "'nothing'"),
    "a drug that is a mapping": (
        changed(*ARGUMENTS, "drugs", to=[{"map": {}}]),
        "cannot be loaded",
    ),
    "another model": (changed(*ARGUMENTS, "receptors", to=["mu"]), "cannot be loaded"),
    "a value that is no number": (
        changed("models", 0, "used", "map", "naltrexone.CL", to={"number": "nan"}),
        "naltrexone.CL = nan",
    ),
    "a parameter that there is not": (
        changed("models", 0, "used", "map", "naltrexone.CLX", to=1.0),
        "is no longer a parameter",
    ),
    "a value that cannot be": (
        changed("models", 0, "typical", "map", "naltrexone.CL", to=-1.0),
        "naltrexone.CL = -1",
    ),
    "no models": (lambda plain: plain.pop("models"), "does not write"),
    "no runs": (lambda plain: plain.pop("runs"), "must be Run or Runs"),
    "very deep": (changed("runs", 0, "course", to=DEEP), "does not write"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_request_is_refused(name, path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    change, says = FORGED[name]
    assert says in rule_of(rewritten(path, change))
    assert [one.name for one in tmp_path.iterdir()] == ["run.nc"]


TEXTS = {
    "no JSON": ("{", "does not write"),
    "a list": ("[1]", "has no schema"),
    "nan": ('{"schema": NaN}', "is no number of JSON"),
    "a huge whole number": ('{"schema": 1' + "0" * 5000 + "}", "does not write"),
    "brackets": ("[" * 100_000, "does not write"),
    "nothing": ("", "does not write"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_request_that_is_no_request_is_refused(name, path):
    text, says = TEXTS[name]
    assert says in rule_of(rewritten(path, None, of_text=lambda _: text))


def test_letters_of_the_request_may_change_at_random(path):
    """Each time there is a run or one error, and never anything else.

    A run may come with the warning that the file names other values than the library has.
    """
    content = unsealed(path)
    begin = content.index(b'{"schema": 1')
    end = content.index(b"]}", content.index(b'"outputs": [{', begin))
    count = 0
    for place in random.Random(1).sample(range(begin, end), 60):
        forged = bytearray(content)
        forged[place] = random.Random(place).choice(b'0123456789[]{}",.-eNa')
        with suppress(UserWarning):
            count += field_of(resealed(path, bytes(forged))) == "path"
    assert count > 10


def field_of(path):
    """The field of the error at loading a file, if there is one."""
    try:
        od.load(path)
    except od.InputError as error:
        return error.field
    return None


def edited(path, edit):
    """Changes the variables of a file, and seals it again."""
    content = unsealed(path)
    path.write_bytes(content)
    with h5py.File(path, "r+") as file:
        edit(file)
    return resealed(path, path.read_bytes())


def with_value(name, value):
    def edit(file):
        file[name][...] = value

    return edit


def replaced(name, make):
    """An edit that puts something else in the place of a variable."""

    def edit(file):
        old = file[name]
        shape, dtype = old.shape, old.dtype
        file.move(name, "moved")
        make(file, name, shape, dtype)

    return edit


def elsewhere(file, name, shape, dtype):
    size = int(np.prod(shape)) * dtype.itemsize
    file.create_dataset(name, shape, dtype, external=[("/etc/passwd", 0, size)])


def virtual(file, name, shape, dtype):
    layout = h5py.VirtualLayout(shape, dtype)
    layout[...] = h5py.VirtualSource("/other.nc", "tone", shape)
    file.create_virtual_dataset(name, layout)


def link(file, name, shape, dtype):
    file[name] = h5py.ExternalLink("/other.nc", "tone")


def soft(file, name, shape, dtype):
    file[name] = h5py.SoftLink("/moved")


def endless(file, name, shape, dtype):
    file.create_dataset(name, (10**6, 10**6), dtype, chunks=(1000, 1000))


def other_shape(file, name, shape, dtype):
    file.create_dataset(name, data=np.zeros((*shape, 2)))


def other_type(file, name, shape, dtype):
    file.create_dataset(name, data=np.zeros(shape, dtype=np.int32))


def group(file, name, shape, dtype):
    file.create_group(name)


EDITS = {
    "nan": (with_value("tone", np.nan), "must be finite"),
    "inf": (with_value("opiodyn/amount_nmol", np.inf), "must be finite"),
    "no variable": (lambda file: file.pop("tone"), "tone = missing"),
    "no group": (lambda file: file.pop("opiodyn"), "opiodyn/request = missing"),
    "a ligand of another name": (with_value("ligand", b"x"), "missing: is a column of the model"),
    **{
        kind.__name__: (replaced("tone", kind), says)
        for kind, says in [
            (elsewhere, "must have its numbers in this file"),
            (virtual, "must have its numbers in this file"),
            (link, "must be a variable of the file"),
            (soft, "must be a variable of the file"),
            (endless, "that are stored"),
            (other_shape, "tone"),
            (other_type, "tone"),
            (group, "must be a variable of the file"),
        ]
    },
    "a request that is a number": (
        replaced("opiodyn/request", lambda file, name, *_: file.create_dataset(name, data=1.0)),
        "must be one text",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_forged_variable_is_refused(name, path):
    edit, says = EDITS[name]
    assert says in rule_of(edited(path, edit))


def test_a_sealed_file_that_is_no_netcdf_is_refused(path):
    assert rule_of(resealed(path, b"some text")) == "cannot be read: it is no netCDF file"


def test_pickled_bytes_in_the_request_stay_text(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "cos\nsystem\n(S'touch here'\ntR."
    change = changed("runs", 0, "ended", 1, to=text)
    assert od.load(rewritten(path, change)).status == text
    assert not (tmp_path / "here").exists()
