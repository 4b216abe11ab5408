"""A reader of the mathematics in our LaTeX, which computes what a formula says.

It knows fractions, powers, brackets, the larger of two numbers, and symbols with a value.
"""

import math
import re

_TOKEN = r"\\frac|\\left\(|\\right\)|\\max|\\ln|\\cdot|\\,|\d+(?:\.\d+)?|[\^{}+,\-]"
_EQUATIONS = re.compile(r"\\begin\{align\*\}\n(.*?)\n\\end\{align\*\}", re.DOTALL)
_TAG = re.compile(r" \\tag\{(.*?)\}")


def equations(text):
    """The equations of an article: left side, right side, and number, or an empty text."""
    found = []
    for block in _EQUATIONS.findall(text):
        for line in block.split("\\\\\n"):
            tag = _TAG.search(line)
            number = tag[1] if tag else ""
            row = _TAG.sub("", line).strip()
            if row.startswith(r"&\quad"):
                left, right, _ = found.pop()
                found.append((left, right + row.removeprefix(r"&\quad"), number))
            else:
                left, _, right = row.partition(" &= ")
                found.append((left, right, number))
    return found


class Reader:
    """A reader knows the values of symbols."""

    def __init__(self, values):
        self._values = values
        longest_first = sorted(values, key=len, reverse=True)
        symbols = "|".join(re.escape(one) for one in longest_first)
        self._tokens = re.compile(rf"\s*(?:({symbols})|({_TOKEN}))")

    def value(self, text):
        """What a formula is."""
        self._left = []
        place = 0
        while text[place:].strip():
            found = self._tokens.match(text, place)
            assert found, f"no token: {text[place:]!r}"
            self._left.append(found.groups())
            place = found.end()
        value = self._sum()
        assert not self._left, f"left over: {self._left[:3]}"
        return value

    def _next(self, *tokens):
        """Takes the next token if it is one of these."""
        if self._left and self._left[0][1] in tokens:
            return self._left.pop(0)[1]
        return None

    def _take(self, token):
        assert self._next(token), f"{token} expected, not {self._left[:3]}"

    def _sum(self):
        value = -self._product() if self._next("-") else self._product()
        while sign := self._next("+", "-"):
            value += self._product() if sign == "+" else -self._product()
        return value

    def _product(self):
        value = self._power()
        while self._next(r"\,", r"\cdot"):
            value *= self._power()
        return value

    def _power(self):
        base = self._atom()
        if not self._next("^"):
            return base
        exponent = self._braced()
        return base**exponent if base > 0.0 else 0.0

    def _braced(self):
        self._take("{")
        value = self._sum()
        self._take("}")
        return value

    def _atom(self):
        symbol, token = self._left.pop(0)
        if symbol is not None:
            return self._values[symbol]
        if token == r"\frac":
            above = self._braced()
            return above / self._braced()
        if token == r"\left(":
            value = self._sum()
            self._take(r"\right)")
            return value
        if token == r"\max":
            return max(self._pair())
        if token == r"\ln":
            return math.log(self._atom())
        return float(token)

    def _pair(self):
        self._take(r"\left(")
        first = self._sum()
        self._take(",")
        second = self._sum()
        self._take(r"\right)")
        return first, second
