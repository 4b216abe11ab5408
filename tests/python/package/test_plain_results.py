"""What public calls return pickles and copies as plain data, and says the same afterwards."""

import copy
import pickle
import pickletools
import subprocess
import sys

import numpy as np
import pytest

import opiodyn as od
from fixtures import ROOT
from opiodyn import _core
from opiodyn._checks import pickles
from public_objects import public_calls, public_objects
from seen import held, seen

PROTOCOLS = range(2, pickle.HIGHEST_PROTOCOL + 1)
WAYS = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{
        f"protocol {number}": lambda one, number=number: pickle.loads(pickle.dumps(one, number))
        for number in PROTOCOLS
    },
}
OTHERS = (
    *("numpy", "pandas", "xarray", "builtins", "__builtin__", "copyreg", "datetime", "collections"),
    "pyarrow",  # by which pandas keeps text
    "_codecs",
    "tblib",  # by which Dask, once it is imported, takes tracebacks of errors along
)


@pytest.fixture(scope="module")
def objects(tmp_path_factory):
    return public_objects(tmp_path_factory.mktemp("drugs"))


def test_there_is_an_example_of_every_public_call(objects):
    examples = {name.partition(":")[0] for name in objects}
    assert examples == set(public_calls())


@pytest.mark.parametrize("call", sorted(public_calls()))
def test_nothing_that_can_be_seen_changes(objects, call):
    for name, one in objects.items():
        if name.partition(":")[0] == call:
            assert seen(pickle.loads(pickle.dumps(one))) == seen(one), name


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_holds_the_same(objects, way):
    for name, one in objects.items():
        again = WAYS[way](one)
        assert type(again) is type(one), name
        assert held(again) == held(one), name


@pytest.mark.parametrize("protocol", [0, 1])
def test_the_oldest_protocols_end_in_no_crash(objects, protocol):
    """The oldest protocols are 0 and 1, which labelled arrays of xarray in results do not have."""
    compiled = {name: one for name, one in objects.items() if type(one) in vars(_core).values()}
    assert {"Dose", "Drug", "Person", "Regimen"} <= set(compiled)
    for name, one in {**compiled, **{key: objects[key] for key in ("Run", "Runs")}}.items():
        assert held(pickle.loads(pickle.dumps(one, protocol))) == held(one), name


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_what_is_no_data_is_refused_by_every_protocol(protocol):
    with pytest.raises(TypeError, match="cannot pickle 'StopFlag' object"):
        pickle.dumps(_core.StopFlag(), protocol)


def globals_of(data):
    """The names that a pickle imports."""
    texts, found = [], set()
    kept, last = [], None  # what the pickle refers to again, if it is text
    for code, argument, _ in pickletools.genops(data):
        if code.name == "MEMOIZE":
            kept.append(last)
        elif code.name in ("BINGET", "LONG_BINGET") and argument < len(kept):
            texts += [kept[argument]] if kept[argument] else []
        last = argument if isinstance(argument, str) else None
        if code.name == "STACK_GLOBAL":
            found.add(tuple(texts[-2:]))
        elif code.name == "GLOBAL":
            found.add(tuple(argument.split(" ")))
        elif isinstance(argument, str):
            texts.append(argument)
    return found


def is_ours(module, name):
    """Tells whether this is the one function of ours, or a class of the compiled core."""
    if (module, name) == (pickles.__name__, "again"):
        return True
    return module in ("opiodyn", "opiodyn._core") and hasattr(_core, name)


def test_a_pickle_names_nothing_of_ours_but_the_function_and_classes_of_the_core(objects):
    for label, one in objects.items():
        for protocol in (2, 5):  # which write names as text and as references
            for module, name in globals_of(pickle.dumps(one, protocol)):
                known = module.partition(".")[0] in OTHERS or is_ours(module, name)
                assert known, f"{label}: {module}.{name}"


def test_the_names_in_a_pickle_are_found_whichever_way_they_are_written():
    for protocol in PROTOCOLS:
        found = globals_of(pickle.dumps([od.Model(), od.Dose("d", amt=1.0)], protocol))
        assert {("opiodyn._checks.pickles", "again"), ("opiodyn", "Dose")} <= found


def test_only_a_shallow_copy_shares_numbers_which_nobody_can_change(objects):
    run, runs = objects["Run"], objects["Runs"]
    for name, way in WAYS.items():
        if name != "copy":
            assert not _share(way(run).tone("mu"), run.tone("mu"))
            assert not _share(way(runs)[0].tone("mu"), runs[0].tone("mu"))
        assert not way(run).tone("mu").flags.writeable


def _share(one, other):
    return np.shares_memory(one, other)


def test_part_of_some_runs_takes_no_more_room_than_it_needs(objects):
    whole, part = (len(pickle.dumps(objects[name])) for name in ("Runs", "Runs: some of them"))
    one = len(pickle.dumps(objects["Runs: nobody"]))
    assert part - one < 0.7 * (whole - one)  # two of three people


FRESH = """
import pickle, sys
sys.path.insert(0, "tests/python")
for name, one in pickle.load(sys.stdin.buffer).items():
    repr(one)
print("read")
"""


def test_a_fresh_process_reads_everything(objects):
    """It has loaded nothing of opiodyn before, and no room that loads late."""
    data = pickle.dumps(objects)
    command = [sys.executable, "-c", FRESH]
    child = subprocess.run(command, input=data, capture_output=True, cwd=ROOT)
    assert child.stdout.split() == [b"read"], child.stderr.decode()
