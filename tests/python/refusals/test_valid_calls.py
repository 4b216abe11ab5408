"""There is a valid call of everything public, and each of its parameters has a value there."""

import pytest

from valid_calls import public_name, valid_calls
from valid_calls.public import parameters


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    return valid_calls(tmp_path_factory.mktemp("calls"))


def test_every_public_parameter_has_a_valid_value(calls):
    given = {(public_name(name), one) for name, call in calls.items() for one in call.named}
    wanted = {(name, one) for name, names in parameters().items() for one in names}
    assert wanted - given == set()


def test_the_calls_are_valid(calls):
    for call in calls.values():
        call()
