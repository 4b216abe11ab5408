"""Every public name, command, option and key of a scenario has a wrong input in the tables."""

import argparse
import shlex

import pytest

import wrong_inputs
from opiodyn._cli.parser import parser
from opiodyn._cli.scenario.schema import SECTIONS
from valid_calls.public import parameters


def test_every_public_name_has_a_row():
    assert (
        set(parameters()) - {wrong_inputs.door(row.wrong) for row in wrong_inputs.calls()} == set()
    )


@pytest.mark.parametrize(
    ("wrong", "door"),
    [
        ("od.dose('x', amt=od.regimen('y'))", "dose"),
        ("od.metrics.area([0], [1])", "metrics.area"),
        ("RUN.tone('mu.x')", "Run.tone"),
        ("RUNS['0']", "Runs[...]"),
        ("RUN.activation", "Run.activation"),
        ("EVALUATE([1])", "Evaluator(...)"),
        ("csv('TIME,AMT\\n0,1.5\\n').regimens()", "EventTable.regimens"),
        ("WEEK + 3", "Regimen + ..."),
    ],
)
def test_a_row_is_of_one_door(wrong, door):
    assert wrong_inputs.door(wrong) == door


def commands():
    """The options of each command that take a value."""
    (choices,) = (
        action.choices
        for action in parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return {
        name: {
            action.option_strings[-1]
            for action in command._actions
            if action.option_strings and action.nargs != 0
        }
        for name, command in choices.items()
    }


def test_every_option_of_every_command_has_a_row():
    written = [shlex.split(row.wrong) for row in wrong_inputs.texts("commands.txt")]
    used = {(words[0], word) for words in written if words for word in words[1:]}
    wanted = {(name, option) for name, options in commands().items() for option in options}
    assert wanted - used == set()
    assert set(commands()) - {words[0] for words in written if words} == set()


def keys_of(text):
    """The keys of a scenario, each with its section."""
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section, _, key = line.strip("[] ").partition(".")
            yield section, key
        else:
            yield section, line.partition("=")[0].strip()


def test_every_key_of_a_scenario_has_a_row():
    rows = wrong_inputs.texts("scenarios.txt")
    written = {key for row in rows for key in keys_of(row.wrong.replace("\\n", "\n"))}
    wanted = {(section, key) for section, keys in SECTIONS.items() for key in keys}
    assert wanted - written == set()
