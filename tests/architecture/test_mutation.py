"""scripts/mutate: which faults it puts into C++, and which sample it takes."""

from __future__ import annotations

import pytest

from mutation.operators import changes
from mutation.population import in_order_of_sampling, mutants
from mutation.results import Results
from mutation.trial import Outcome


def mutated(code: str) -> set[str]:
    source = code.encode()
    return {
        (source[: c.begin] + c.replacement.encode() + source[c.end :]).decode()
        for c in changes(source)
    }


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("auto x = a + b;", {"auto x = a - b;"}),
        ("auto x = a < b;", {"auto x = a >= b;", "auto x = a <= b;"}),
        ("auto x = a && !b;", {"auto x = a || !b;", "auto x = a && b;"}),
        ("auto x = 2;", {"auto x = (2 + 1);", "auto x = (2 - 1);"}),
        ("auto x = -y;", {"auto x = y;"}),
        ("auto x = 0.0;", {"auto x = (0.0 + 1);"}),
        ("auto x = std::min(a, b);", {"auto x = std::max(a, b);"}),
        ("void f() { g(); }", {"void f() { ; }"}),
        ("void f() { x += y; }", {"void f() { x -= y; }", "void f() { ; }"}),
        ("int f() { if (g) return a; }", {"int f() { if (!(g)) return a; }"}),
        ("int f() { if (a < b) return a; }", {
            "int f() { if (a >= b) return a; }", "int f() { if (a <= b) return a; }",
        }),
    ],
)  # fmt: skip
def test_each_operator_of_the_table_makes_its_faults(code: str, faults: set[str]) -> None:
    assert mutated(code) == faults


@pytest.mark.parametrize(
    "code",
    [
        "// a + b",
        "/* a < 1 */",
        '#include "a-b.hpp"',
        'static_assert(1 + 1 == 2, "a");',
        'auto x = "1 + 1";',
        "auto x = R\"(a < b)\";",
        'auto x = a + "text" + b;',
        "std::array<double, 3> x;",
        "template <int N = 3> struct A;",
    ],
)  # fmt: skip
def test_comments_texts_includes_and_types_stay(code: str) -> None:
    assert mutated(code) == set()


def test_a_deleted_statement_keeps_the_lines_below_where_they_are() -> None:
    (mutant,) = mutants("src/a.cpp", b"void f() {\n    g(a,\n      b);\n}\n")
    assert mutant.line == 2
    assert mutant.source.count("\n") == 4


def test_names_and_the_order_of_sampling_stay_when_lines_move() -> None:
    source = b"auto x = a + b;\nauto y = c * d - 1;\nauto z = a + b;\n"
    here = list(mutants("src/a.cpp", source))
    moved = list(mutants("src/a.cpp", b"\n\n" + source))
    assert len({mutant.name for mutant in here}) == len(here) == 6
    assert [mutant.name for mutant in here] == [mutant.name for mutant in moved]
    order = [mutant.name for mutant in in_order_of_sampling(here, seed=1)]
    fewer = [mutant.name for mutant in in_order_of_sampling(here[1:], seed=1)]
    assert fewer == [name for name in order if name != here[0].name]
    assert order != [mutant.name for mutant in in_order_of_sampling(here, seed=2)]


def test_results_are_read_again_and_the_last_one_counts(tmp_path) -> None:
    file = tmp_path / "results.jsonl"
    (mutant,) = mutants("src/a.cpp", b"auto x = a + b;\n")
    results = Results(file)
    assert results.of(mutant) is None
    results.add(mutant, Outcome("survived"), 1.0)
    results.add(mutant, Outcome("killed", "unit: a test"), 2.0)
    found = Results(file).of(mutant)
    assert found is not None
    assert (found.result, found.by, found.seconds) == ("killed", "unit: a test", 2.0)
