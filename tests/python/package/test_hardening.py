"""The module of the wheel is linked and compiled with guards against faults of memory."""

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from opiodyn import _core

# What each guard leaves in a file, as readelf prints it.
TRACES = {
    "RELRO": "GNU_RELRO",
    "BIND_NOW": "BIND_NOW",
    "stack protector": "__stack_chk_fail",
}


def missing(listing: str) -> list[str]:
    """Names the guards that a module lacks, by what readelf prints of it."""
    lacks = [guard for guard, trace in TRACES.items() if trace not in listing]
    stack = [line for line in listing.splitlines() if "GNU_STACK" in line]
    if not stack or any("RWE" in line or " E " in line for line in stack):
        lacks.append("NX")
    return lacks


def listing_of(module: Path) -> str:
    command = ["readelf", "--wide", "--program-headers", "--dynamic", "--dyn-syms", str(module)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def module_of_the_wheel() -> Path:
    module = Path(_core.__file__)
    files = metadata.files("opiodyn") or []
    if module.resolve() not in {Path(file.locate()).resolve() for file in files}:
        pytest.skip("the module is not that of a wheel")
    return module


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF files alone have these")
def test_the_wheel_has_every_guard():
    assert missing(listing_of(module_of_the_wheel())) == []


SOUND = """
  GNU_STACK      0x000000 0x0000000000000000 0x0000000000000000 0x000000 0x000000 RW  0x10
  GNU_RELRO      0x25e1a0 0x000000000025f1a0 0x000000000025f1a0 0x004e60 0x004e60 R   0x1
 0x0000000000000018 (BIND_NOW)
    37: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND __stack_chk_fail@GLIBC_2.4 (5)
"""


@pytest.mark.parametrize(
    ("taken", "guard"),
    [
        ("GNU_RELRO", "RELRO"),
        ("BIND_NOW", "BIND_NOW"),
        ("__stack_chk_fail", "stack protector"),
        ("GNU_STACK", "NX"),
    ],
)
def test_a_guard_that_is_missing_is_named(taken, guard):
    assert missing(SOUND) == []
    assert missing(SOUND.replace(taken, "")) == [guard]


def test_a_stack_that_can_be_run_is_named():
    assert missing(SOUND.replace(" RW ", " RWE ")) == ["NX"]
