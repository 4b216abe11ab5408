"""A sweep that is killed at any point goes on to the same bytes, and computes nothing twice."""

import subprocess
import sys
import textwrap

# A process that forks sweeps, kills them and takes each up again. It prints how many points there
# were, and how many chunks were on the disk at them.
PROGRAM = """
import itertools, os, pathlib, random, signal, sys, time
import opiodyn as od

base, doses = pathlib.Path(sys.argv[1]), [float(k) for k in range(1, 9)]
week, model = od.regimen("naltrexone 4.5 mg po q24h x7"), od.Model(biophase="transient")
whole_names = [f"chunk-{k:06d}.npz" for k in range(len(doses))] + ["sweep.json"]

def sweep(folder, **options):
    return od.sweep(week, over={"dose": doses}, model=model, folder=folder, chunk=1, threads=1,
                    **options)

whole = sweep(base / "whole")
assert sorted(os.listdir(base / "whole")) == whole_names

def forked(run):
    process = os.fork()
    if process == 0:
        try:
            run()
        finally:
            os._exit(0)
    return process

def goes_on(folder):
    "Takes a sweep up again, and returns how many chunks it found."
    found = {file: file.stat() for file in folder.glob("chunk-*.npz")}
    again = sweep(folder)
    assert again.identical(whole)
    for name in ("tone.mu.mean", "steps"):
        assert again[name].values.tobytes() == whole[name].values.tobytes()
    for file, before in found.items():
        now = file.stat()
        assert now.st_ino == before.st_ino and now.st_mtime_ns == before.st_mtime_ns, file
    assert sorted(os.listdir(folder)) == whole_names, os.listdir(folder)
    return len(found)
"""

STEPS = """
class Point:
    def __init__(self, at):
        self.left = at
    def __call__(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

def dies(folder, at):
    "A sweep that is killed just before a step of its writing; a file may be half written then."
    point = Point(at)
    def run():
        for name in ("open", "write", "ftruncate", "fsync", "replace", "unlink", "mkdir"):
            def step(*arguments, plain=getattr(os, name), **options):
                point()
                return plain(*arguments, **options)
            setattr(os, name, step)
        write_bytes = pathlib.Path.write_bytes
        def in_halves(path, content):
            point()
            write_bytes(path, content[: len(content) // 2])
            point()
            return write_bytes(path, content)
        pathlib.Path.write_bytes = in_halves
        sweep(folder)
    return os.waitpid(forked(run), 0)[1] == signal.SIGKILL

held, at = [], 1
while dies(folder := base / str(at), at):
    held.append(goes_on(folder))
    at += 1
print(len(held), *sorted(set(held)))
"""

TIMES = """
def seconds(run):
    begun = time.perf_counter()
    os.waitpid(forked(run), 0)
    return time.perf_counter() - begun

draw, killed = random.Random(17), 0
whole_time = min(seconds(lambda: sweep(base / f"timed-{k}")) for k in range(3))
for k in range(30):
    folder = base / f"drawn-{k}"
    process = forked(lambda: sweep(folder))
    time.sleep(whole_time * (k + draw.random()) / 30)
    os.kill(process, signal.SIGKILL)
    killed += os.waitpid(process, 0)[1] == signal.SIGKILL
    goes_on(folder)
print(killed)
"""

WORKERS = """
import concurrent.futures as cf, multiprocessing

class Killing(cf.Executor):
    "Kills one of its workers when it gets a task of that number."
    def __init__(self, pool, at):
        self.pool, self.left = pool, at
    def submit(self, work, /, *arguments, **options):
        if self.left == 0:
            os.kill(draw.choice([*self.pool._processes]), signal.SIGKILL)
        self.left -= 1
        return self.pool.submit(work, *arguments, **options)

context, draw = multiprocessing.get_context("forkserver"), random.Random(18)
context.set_forkserver_preload(["opiodyn", "opiodyn._sweep.chunks"])
lost = 0
for at in range(len(doses)):
    folder = base / f"workers-{at}"
    with cf.ProcessPoolExecutor(2, mp_context=context) as pool:
        list(pool.map(abs, range(4)))
        try:
            sweep(folder, executor=Killing(pool, at))
        except od.SweepError as error:
            assert "start the sweep again" in str(error)
            finished = int((error.partial.status == "complete").sum())
            assert finished == len(list(folder.glob("chunk-*.npz")))
            lost += 1
    with cf.ProcessPoolExecutor(2, mp_context=context) as pool:
        assert sweep(folder, executor=pool).identical(whole)
    assert goes_on(folder) == len(doses)
print(lost)
"""


def printed(code, place):
    program = textwrap.dedent(PROGRAM + code)
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", program, str(place)]
    child = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert child.returncode == 0, child.stderr
    return list(map(int, child.stdout.split()))


def test_killed_before_any_step_of_its_writing(in_memory):
    points, *held = printed(STEPS, in_memory)
    assert points >= 60
    assert held == list(range(9))


def test_killed_at_any_time(in_memory):
    (killed,) = printed(TIMES, in_memory)
    assert killed >= 15  # of 30; a busy machine may end one before it is killed


def test_a_worker_killed_at_any_chunk(in_memory):
    (lost,) = printed(WORKERS, in_memory)
    assert lost >= 6  # of 8: the last ones may have had nothing left to do
