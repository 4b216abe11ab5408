"""What may not stand in any file of the repository."""

import re
import subprocess
from pathlib import Path

import pytest

# A path of somebody's machine: it leaks from notebooks, logs and generated files.
MACHINE_PATH = re.compile(r"(?<![\w./~$}-])/(?:home|root|tmp|work|Users)/[\w.-]+")

# Where packages come from is each machine's own business (joined here, so as not to name them).
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("registry", "npmjs", "org"),
        ("static", "crates", "io"),
        ("proxy", "golang", "org"),
        ("repo", "maven", "apache", "org"),
    )
)


# Inputs of fuzz targets are bytes, whatever they look like.
BYTES = ("tests/fuzz/corpus/", "tests/fuzz/regression/")

# The code that the build prints: its first words, the names of its files, and who may name them.
PRINTED = "/// The build of the library has made this file"
PRINTED_FILES = re.compile(r"generated_steps\.hpp|generated_shapes_data\.cpp")
MAY_NAME = re.compile(
    r"src/trace/.*|src/CMakeLists\.txt|src/lanes/per_target/generated_unit\.hpp"
    r"|docs/generated-code\.md|tests/(architecture|unit/trace)/.*"
)


@pytest.fixture(scope="session")
def texts(root: Path) -> dict[str, str]:
    """The tracked text files by name."""
    if not (root / ".git").exists():
        pytest.skip("no git checkout: nothing says which files are of the repository")
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = {}
    for name in filter(None, listing.split("\0")):
        path = root / name
        if (
            path.is_file()
            and not name.startswith(BYTES)
            and b"\0" not in (content := path.read_bytes())
        ):
            found[name] = content.decode("utf-8")
    assert "pyproject.toml" in found
    return found


def test_no_paths_of_a_machine(texts: dict[str, str]) -> None:
    found = {
        name: hit.group() for name, text in texts.items() if (hit := MACHINE_PATH.search(text))
    }
    assert found == {}


def test_no_registry_hosts(texts: dict[str, str]) -> None:
    found = [(name, host) for name, text in texts.items() for host in HOSTS if host in text]
    assert found == []


def test_no_unresolved_conflicts_or_crlf(texts: dict[str, str]) -> None:
    bad = [name for name, text in texts.items() if "\r\n" in text or "\n<<<<<<< " in text]
    assert bad == []


def printed(texts: dict[str, str]) -> list[str]:
    """The files that the build prints, which git must not have."""
    return [
        name
        for name, text in texts.items()
        if text.removeprefix("#pragma once\n").startswith(PRINTED)
    ]


def naming_printed(texts: dict[str, str]) -> list[str]:
    """Who names a printed file without being the tracer, the build or the one reader."""
    return [
        name
        for name, text in texts.items()
        if PRINTED_FILES.search(text) and not MAY_NAME.fullmatch(name)
    ]


def test_no_printed_code_is_in_git(root: Path, texts: dict[str, str]) -> None:
    assert PRINTED in (root / "src/trace/library_text.cpp").read_text(encoding="utf-8")
    assert printed(texts) == []


def test_printed_code_has_one_reader(texts: dict[str, str]) -> None:
    assert naming_printed(texts) == []


def test_printed_code_in_git_is_reported() -> None:
    texts = {"src/a.hpp": f"#pragma once\n{PRINTED} from ...", "src/b.cpp": "int b;"}
    assert printed(texts) == ["src/a.hpp"]


def test_another_reader_of_printed_code_is_reported() -> None:
    include = '#include "generated_steps.hpp"\n'
    texts = {"src/lanes/per_target/generated_unit.hpp": include, "src/batch/batch.cpp": include}
    assert naming_printed(texts) == ["src/batch/batch.cpp"]
