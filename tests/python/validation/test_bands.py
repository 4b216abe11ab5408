"""A band follows from what was published and a rule."""

import pytest

from opiodyn._validation import bands, cases


@pytest.mark.parametrize(
    ("published", "rule", "band"),
    [
        ("50", "20 %", (40.0, 60.0)),
        ("5 to 6", "20 % of the middle", (4.4, 6.6)),
        ("96", "set beforehand: 10 points", (86.0, 106.0)),
        ("19.6 (17.9)", "set beforehand: 1 SD", (1.7, 37.5)),
        ("10 (2)", "2 SD", (6.0, 14.0)),
        ("91 (6.4)", "2 SEM", (78.2, 103.8)),
        ("3", "set beforehand: factor 1.5", (2.0, 4.5)),
        ("48 to 72", "published range", (48.0, 72.0)),
        ("<= 1", "published range", (0.0, 1.0)),
        ("~21", "20 %", (16.8, 25.2)),
        ("3.88 (ED50)", "20 %", (3.104, 4.656)),
        ("1.8 (1.56 to 2.15)", "5 %", (1.71, 1.89)),
    ],
)
def test_a_band_follows_its_rule(published, rule, band):
    assert bands.band(published, rule) == pytest.approx(band)


@pytest.mark.parametrize(
    ("published", "rule"),
    [
        ("50", "set beforehand"),
        ("no change", "20 %"),
        ("43, 46, 58", "set beforehand: 15 points"),
        ("50", "published range"),
        ("50", "1 SD"),
        ("3.88 (ED50)", "1 SD"),
        ("87", "20 % of the 13"),
        ("1.33 or more", "1 + C/K, less 2 %"),
        ("90", "our reading: 10 %"),
    ],
)
def test_a_rule_that_is_no_arithmetic_gives_no_band(published, rule):
    assert bands.band(published, rule) is None


def entry(**settings):
    return {"id": "mine", "published": "50", "band_from": "20 %", **settings}


def test_a_case_has_its_band_or_a_rule_that_gives_it():
    assert cases._band(entry()) == pytest.approx((40.0, 60.0))
    assert cases._band(entry(band_from="set beforehand", band=[1.0, 2.0])) == (1.0, 2.0)
    with pytest.raises(ValueError, match=r"band of case mine: .*'20 %' gives it: leave it out"):
        cases._band(entry(band=[40.0, 60.0]))
    with pytest.raises(ValueError, match=r"band of case mine: .*'wide' has no numbers: write"):
        cases._band(entry(band_from="wide"))


def test_one_reason_holds_for_every_preset():
    assert cases._misses("why", ("a", "b")) == {"a": "why", "b": "why"}
    assert cases._misses({"a b": "why", "c": "else"}, ("a", "b", "c")) == {
        "a": "why",
        "b": "why",
        "c": "else",
    }
    assert cases._misses({}, ("a",)) == {}
