"""A text of a class of the caller acts as its plain text, whatever that class does when asked."""

import pytest

from fixtures import close_figures
from nasty_values.made import TouchedError, touchy
from valid_calls import valid_calls

Own = type(touchy("__eq__", "__hash__", "__str__", "__repr__", "__format__", base=str))


@pytest.fixture
def calls(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return valid_calls(tmp_path)


def test_such_a_text_fails_when_it_is_compared():
    with pytest.raises(TouchedError):
        assert Own("mu") == "mu"


def test_each_valid_text_may_be_of_such_a_class(calls):
    found, tried = {}, 0
    for name, call in calls.items():
        for one, valid in call.named.items():
            if isinstance(valid, str):
                tried += 1
                try:
                    call(**{one: Own(valid)})
                except Exception as error:
                    found[name, one] = f"{type(error).__name__}: {error}"
                close_figures()
    assert found == {}
    assert tried > 100
