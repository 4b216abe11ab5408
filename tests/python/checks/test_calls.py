"""A function tells of a wrong call, and is in all else the function that it was."""

import inspect
import pickle

import pytest

import opiodyn as od
from opiodyn._checks.calls import told


def test_an_error_within_a_call_is_left_alone():
    def fails(a):
        raise TypeError(a)

    with pytest.raises(TypeError, match="from within"):
        told(fails)("from within")


def test_a_function_keeps_its_name_its_signature_and_its_pickle():
    assert od.dose.__name__ == "dose"
    assert [*inspect.signature(od.dose).parameters][:2] == ["drug", "amt"]
    assert [*inspect.signature(od.Run.plot).parameters][:2] == ["self", "panels"]
    assert pickle.loads(pickle.dumps(od.dose)) is od.dose


@pytest.mark.parametrize(
    ("given", "named"), [((), {}), ((1, 2), {}), ((1,), {"a": 1}), ((), {"b": 1})]
)
def test_whatever_python_refuses_is_an_input_error(given, named):
    def one(a, *, c=0):
        return a + c

    with pytest.raises(TypeError):
        one(*given, **named)
    with pytest.raises(od.InputError):
        told(one)(*given, **named)
    assert told(one)(1, c=2) == 3
