"""Ctrl-C while the best dosing is searched."""

from fixtures import interrupted

PROGRAM = """
import opiodyn as od
year = od.regimen("naltrexone 4.5 mg po q24h x90")
# Loads what a search needs. A program that Ctrl-C finds in an import ends with the code of Ctrl-C,
# even if it catches the exception.
once = od.regimen("naltrexone 4.5 mg po")
od.optimum(once, over={"dose": (1, 9)}, minimize="tone.mu.mean", starts=1)
print("ready", flush=True)
try:
    od.optimum(
        year, over={"dose": (0.1, 50), "interval": (12, 48)}, maximize="tone.mu.mean", starts=WANTED
    )
except od.Interrupted as error:
    best = error.partial
    print("partial", None if best is None else (best.status, best.regimen.count > 0), flush=True)
"""


def test_ctrl_c_returns_the_best_so_far():
    stopped = interrupted(PROGRAM.replace("WANTED", "12"), after=5.0)
    assert stopped.code == 0, stopped.err
    assert stopped.out == "partial ('interrupted', True)\n"


def test_ctrl_c_before_any_number_is_there_has_none():
    stopped = interrupted(PROGRAM.replace("WANTED", "500"), after=0.5)
    assert stopped.code == 0, stopped.err
    assert stopped.out == "partial None\n"
