"""Importing is cheap and leaves no trace."""

import subprocess
import sys

import opiodyn as od

HEAVY = (
    "pandas",
    "xarray",
    "matplotlib",
    "scipy",
    "argparse",
    "json",
    "openpyxl",
    "pyarrow",
    "polars",
    "anywidget",
    "http",
)


def python(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_heavy_modules_wait_until_they_are_needed():
    code = f"""
import sys
before = set(sys.modules)
import opiodyn
print(sorted(name for name in {HEAVY} if name in sys.modules and name not in before))
"""
    assert python(code) == "[]\n"


def test_a_table_of_text_needs_no_reader_of_workbooks_or_frames():
    code = """
import io, sys, opiodyn as od
od.read_events(io.StringIO("TIME,AMT\\n0,100\\n"))
print([name for name in ("openpyxl", "polars", "pyarrow.parquet") if name in sys.modules])
"""
    assert python(code) == "[]\n"


def test_a_run_needs_no_pandas():
    code = """
import sys, opiodyn as od
run = od.simulate(od.regimen("naltrexone 4.5 mg po"))
assert run.occupancy("naltrexone", "mu").max() > 0.1, run
repr(run), repr(run.model), run._repr_html_(), run.provenance
print([name for name in ("pandas", "xarray", "matplotlib") if name in sys.modules])
"""
    assert python(code) == "[]\n"


def test_import_starts_no_thread_and_takes_no_signal():
    code = """
import signal, threading
before = signal.getsignal(signal.SIGINT)
import opiodyn
print(threading.active_count(), before == signal.getsignal(signal.SIGINT))
"""
    assert python(code) == "1 True\n"


def test_import_is_fast():
    code = """
import time, numpy
start = time.process_time()
import opiodyn
print(time.process_time() - start)
"""
    seconds = min(float(python(code)) for _ in range(3))
    print(f"import opiodyn after numpy: {seconds:.3f} s of the processor")
    # It takes 0.1 to 0.15 s of a fast processor. A slow one takes four times as much.
    assert seconds < 1.0


def test_every_public_name_is_there_and_documented():
    assert od.__all__ == sorted(od.__all__)
    for name in od.__all__:
        if name != "__version__":
            assert getattr(od, name).__doc__, name


def test_version_is_that_of_the_project(root):
    assert f'version = "{od.__version__}"' in (root / "pyproject.toml").read_text()
