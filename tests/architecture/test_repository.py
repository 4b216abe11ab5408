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
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
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
