"""Paths and open files: text of any ending is read, and what is no regular file refused at once."""

import errno
import io
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import opiodyn as od
from event_tables import table
from fixtures import refusal
from opiodyn._events.source.files import opened

TEXT = "ID,TIME,AMT,DRUG\n1,0,100,naïve\n1,1.5,,\n"
SAME = table(TEXT.replace("\n", ";")).frame


def same(source):
    """Reads a source, which must say what TEXT says."""
    assert od.read_events(source).frame.equals(SAME)
    return True


# What is read


@pytest.mark.parametrize(
    "name",
    [
        *("t.csv", "t.CSV", "t.txt", "t.tsv", "t.tab", "t.dat", "t.prn", "t.nm", "sdtab001"),
        *("patab7.2", "run.1.tab", ".csv", "t.xyz", "two words.csv", "naïve.csv"),
    ],
)
def test_text_of_any_ending(tmp_path, name):
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    assert same(path)
    assert same(str(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "t.csv"
    path.write_text(TEXT, encoding=encoding)
    assert same(path)
    assert same(io.BytesIO(TEXT.encode(encoding)))
    big = "\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be")
    assert same(io.BytesIO(big))


def test_an_open_file_may_give_less_than_is_asked_for():
    """A pipe without a buffer gives what is there; what comes later belongs to the table too."""
    reading, writing = os.pipe()
    with open(reading, "rb", buffering=0) as pipe:
        code = f"import time\nfor x in {TEXT!r}.encode(): print(end=chr(x)); time.sleep(0.002)"
        command = [sys.executable, "-u", "-X", "utf8=0", "-c", code]
        latin = {**os.environ, "PYTHONIOENCODING": "latin-1"}
        with subprocess.Popen(command, stdout=writing, env=latin):
            os.close(writing)
            assert same(pipe)


# What is no regular file


def refused_path(path):
    message = refusal(lambda: od.read_events(path))
    return message.removeprefix(f"events = {os.fspath(path)!r}: ")


def test_what_is_not_there(tmp_path):
    absent = "there is no such file"
    assert refused_path(tmp_path / "none.csv") == absent
    assert refused_path("") == "must be a path"
    (tmp_path / "link.csv").symlink_to(tmp_path / "none.csv")
    assert refused_path(tmp_path / "link.csv") == "is a link to a file that is not there"
    home = "~ is not taken for your home: give os.path.expanduser(path)"
    assert refused_path("~/none.csv") == f"{absent}; {home}"
    assert "io.StringIO(text)" in refusal(lambda: od.read_events(TEXT))


def test_what_is_no_path():
    assert refused_path("a\0b").endswith("must be a path")
    assert refusal(lambda: od.read_events(Named(b"t.csv"))) == "events = b't.csv': must be a path"


class Named:
    """An object of another library that names a path."""

    def __init__(self, path):
        self._path = path

    def __fspath__(self):
        return self._path


def test_any_object_that_names_a_path(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(TEXT, encoding="utf-8")
    assert same(Named(str(path)))
    assert "there is no such file" in refusal(lambda: od.read_events(Named("none.csv")))


@pytest.mark.parametrize("url", ["https://example.org/t.csv", "s3://b/t.csv", "FILE:///t.csv"])
def test_addresses_of_the_web(url):
    rule = "is an address of the web: download the file, and give its path"
    assert refused_path(url) == rule
    assert refused_path(Path(url)) == rule


def test_folders_and_devices(tmp_path):
    assert refused_path(tmp_path) == "is a folder"
    assert refused_path("/dev/null") == "is a device and not a file"
    assert refused_path("/dev/zero") == "is a device and not a file"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        assert refused_path(tmp_path / "s").startswith("is a socket and not a file")


def test_a_pipe_does_not_hang(tmp_path):
    """Nobody writes to the pipe: to open it would wait without end, so a process is given 20 s."""
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    code = """
import sys, opiodyn as od
try:
    od.read_events(sys.argv[1])
except od.InputError as error:
    print(error)
"""
    command = [sys.executable, "-c", code, str(pipe)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    rule = "is a pipe and not a file: write what it gives to a file, or give it opened"
    assert done.stdout == f"events = {str(pipe)!r}: {rule}\n", done.stderr


def test_a_file_that_becomes_a_pipe_does_not_hang(tmp_path, monkeypatch):
    """The path is a file when it is looked at, and a pipe when it is opened."""
    path, pipe = tmp_path / "t.csv", tmp_path / "pipe.csv"
    path.write_text(TEXT, encoding="utf-8")
    os.mkfifo(pipe)
    opened = os.open

    def open_the_pipe(path, flags):
        assert flags & os.O_NONBLOCK, "would wait for a writer"
        return opened(pipe, flags)

    monkeypatch.setattr(os, "open", open_the_pipe)
    assert refused_path(path).startswith("is a pipe and not a file")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    path.write_text(TEXT)

    def closed(*_):  # as the system answers; to root all files are open
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(opened.os, "open", closed)
    assert refused_path(path) == "Permission denied"
