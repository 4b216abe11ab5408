"""This module writes arguments that a message names as what the reader of the message would write.

Messages of the library name arguments of Python, such as ``drop=['SEX']``. The shell has options
for them, and a scenario has keys.
"""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from types import EllipsisType
from typing import Any, NamedTuple, TypeAlias

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._cli.table_options import RECORDS, TABLE_OPTIONS, TableOption

Value: TypeAlias = "str | Mapping[str, Any] | Collection[Any] | EllipsisType"
"""The value of an argument may be three dots, also inside, which stand for any value."""


class Form(NamedTuple):
    """A form tells how arguments are written in one place."""

    write: Callable[[str, Value], str]
    """This function returns what stands for an argument with a value."""
    name: Callable[[str], str]
    """This function returns what stands for an argument alone."""
    between: str
    """This text stands between an argument and one of its keys."""
    arguments: str
    """This text stands between two arguments of a call."""
    model: str
    """These words say that another model is needed."""


_OPTIONS = {one.argument: one for one in (*TABLE_OPTIONS, RECORDS)}
_DRUG = "drug"
_TEXT = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\.\.\.)"""
_LIST, _DICT = rf"\[(?:{_TEXT}(?:, )?)*\]", rf"\{{(?:{_TEXT}(?:: |, )?)*\}}"
_NAMES = "|".join([*_OPTIONS, _DRUG])
_VALUE = rf"{_TEXT}|{_LIST}|{_DICT}|(?=[\s,;:)]|$)"
_CALL = re.compile(rf"\b(?P<name>{_NAMES})=(?P<value>{_VALUE})")
_COMMAS = re.compile(rf"(?<=[\]}}'\"]), (?=(?:{_NAMES})=)")
_READ = re.compile(rf"read_events\(\.\.\., ({_CALL.pattern})\)")
_FIELD = re.compile(rf"(?P<name>{_NAMES})(?P<key>\[.*\])?")
_MODEL = "explain(model)"


def _option(argument: str, value: Value) -> str:
    if argument == _DRUG:
        return f"--drug {_quoted(value, 'NAME|FILE.toml')}"
    one = _OPTIONS[argument]
    return " ".join(f"{one.option}{_joint(text)}{text}" for text in _texts(one, value))


def _joint(text: str) -> str:
    """Returns what stands between an option and its value, which may look like an option."""
    return "=" if text.lstrip("'\"").startswith("-") else " "


def _option_name(argument: str) -> str:
    return _OPTIONS[argument].option


def _key(argument: str, value: Value) -> str:
    return f"{argument}{'' if value is ... else f' = {_toml(value)}'} in [table]"


IN_SHELL = Form(_option, _option_name, " ", " ", "--drug FILE.toml")
"""Arguments are options of the shell: ``--drop SEX --drop RACE``."""
IN_SCENARIO = Form(_key, str, ".", ", ", "drugs in [model]")
"""Arguments are keys of a scenario: ``drop = ["SEX", "RACE"] in [table]``."""


@contextmanager
def told(form: Form) -> Iterator[None]:
    """Rewrites the arguments in errors of the library that are raised inside."""
    try:
        yield
    except _core.InputError as error:
        if isinstance(error, _core.ParseError):
            raise
        field, rule = _field(error, form), rewritten(str(error.rule), form)
        raise check.input_error(field, error.value, rule, type(error)) from None


def rewritten(text: str, form: Form) -> str:
    """Returns a text in which each argument stands in a form."""
    plain = _READ.sub(r"\1", text).replace(_MODEL, form.model)
    plain = _COMMAS.sub(form.arguments, plain)
    return _CALL.sub(lambda found: form.write(found["name"], _value(found["value"])), plain)


def _field(error: _core.InputError, form: Form) -> str:
    """Returns the field of an error in a form, if that is an argument.

    A ``drug`` may be that of a model, and ``columns`` are mostly those of the table.
    """
    named = error.field == "columns" and str(error.rule).startswith("no such column")
    if error.field in ("columns", _DRUG) and not named:
        return str(error.field)
    return " and ".join(_one_field(one, form) for one in str(error.field).split(" and "))


def _one_field(field: str, form: Form) -> str:
    found = _FIELD.fullmatch(field)
    if found is None:
        return field
    key = f"{form.between}{ast.literal_eval(found['key'])[0]}" if found["key"] else ""
    return f"{form.name(found['name'])}{key}"


def _value(literal: str) -> Value:
    """Returns the value of a literal; three dots, or nothing, stand for any value."""
    value: Value = ast.literal_eval(literal) if literal else ...
    return value


def _texts(one: TableOption, value: Value) -> list[str]:
    """Returns the values of an option, one for each time that it is given."""
    if isinstance(value, Mapping):
        pairs = [f"{old}={new if isinstance(new, str) else '...'}" for old, new in value.items()]
        return list(map(shlex.quote, pairs))
    values = [value] if isinstance(value, str) or value is ... else [*value]
    return [_quoted(text, one.metavar) for text in values]


def _quoted(value: Any, metavar: str) -> str:
    return shlex.quote(value) if isinstance(value, str) else metavar


def _toml(value: Value) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(old)} = {_toml(new)}" for old, new in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, set):
        return "{ ... }"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return "..." if value is ... else f"[{', '.join(map(_toml, value))}]"
