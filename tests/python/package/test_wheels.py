"""scripts/wheels: which Pythons get a wheel, what it holds, and what other builders are told."""

import io
import re
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from shipping import contents, project, pythons
from shipping.project import Project

ROOT = Path(__file__).parents[3]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
WORKFLOW = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
TOLD = tomllib.loads(PYPROJECT)


def program(path: Path, code: str) -> str:
    """Writes a program that stands for a Python: it runs a line of shell whatever it is asked."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_each_version_has_one_python_and_old_or_broken_ones_have_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = [
        program(tmp_path / "shim", "echo 'pyenv: command not found' >&2; exit 127"),
        program(tmp_path / "new", "echo 3 13 /a place/python3.13"),
        program(tmp_path / "first", "echo 3 11 /first/python"),
        program(tmp_path / "second", "echo 3 11 /second/python"),
        program(tmp_path / "old", "echo 3 10 /old/python"),
        str(tmp_path / "nowhere"),
    ]
    monkeypatch.setattr(pythons, "candidates", lambda oldest: iter(said))
    found = pythons.found((3, 11))
    assert list(found.items()) == [((3, 11), "/first/python"), ((3, 13), "/a place/python3.13")]


def test_pythons_of_the_path_come_before_those_of_pyenv(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    of_path = program(tmp_path / "bin/python3.12", "")
    too_old = program(tmp_path / "bin/python3.10", "")
    of_pyenv = program(tmp_path / "pyenv/versions/3.14.0/bin/python", "")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    found = list(pythons.candidates((3, 11)))
    assert found[0] == of_path
    assert of_pyenv in found
    assert too_old not in found


def test_the_oldest_versions_are_the_lower_bounds_of_pyproject() -> None:
    told = project.read(ROOT)
    requirements = {r.name: r for r in map(Requirement, TOLD["project"]["dependencies"])}
    assert told.oldest_versions().keys() == requirements.keys()
    for name, oldest in told.oldest_versions().items():
        specifiers = requirements[name].specifier
        assert [s.version for s in specifiers if s.operator == ">="] == [oldest]
        assert specifiers.contains(oldest)
    assert (
        f">={told.oldest_python[0]}.{told.oldest_python[1]}" == TOLD["project"]["requires-python"]
    )


def test_a_bound_above_changes_no_oldest_version() -> None:
    told = Project((3, 11), ("numpy>=2.0,<4", "a.b-c >= 1.2.3"), ())
    assert told.oldest_versions() == {"numpy": "2.0", "a.b-c": "1.2.3"}


@pytest.mark.parametrize(
    "requirement", ["numpy", "numpy<3", "numpy==2.0", "numpy>=2,>=3", "a>=1; b"]
)
def test_a_dependency_without_one_lower_bound_is_refused(requirement: str) -> None:
    with pytest.raises(SystemExit, match="one lower bound"):
        Project((3, 11), (requirement,), ()).oldest_versions()


LICENCE, PAGE = "LICENSE", "bindings/python/opiodyn/_explore/page/index.html"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a licence and a web page of one file."""
    for name in (LICENCE, PAGE):
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}", encoding="utf-8")
    return tmp_path / "checkout"


def wheel_of(checkout: Path, *names: str) -> Path:
    """Packs files of a checkout as a wheel does."""
    archive = checkout.parent / "opiodyn-1-py3-none-any.whl"
    with zipfile.ZipFile(archive, "w") as wheel:
        for name in names:
            held = name.removeprefix("bindings/python/")
            held = held if held != name else f"opiodyn-1.dist-info/licenses/{name}"
            wheel.write(checkout / name, held)
    return archive


def source_of(checkout: Path, *names: str) -> Path:
    """Packs files of a checkout as a source distribution does."""
    archive = checkout.parent / "opiodyn-1.tar.gz"
    with tarfile.open(archive, "w:gz") as source:
        for name in names:
            content = (checkout / name).read_bytes()
            member = tarfile.TarInfo(f"opiodyn-1/{name}")
            member.size = len(content)
            source.addfile(member, io.BytesIO(content))
    return archive


@pytest.mark.parametrize("pack", [wheel_of, source_of])
def test_an_archive_needs_the_licence_and_the_web_page(checkout: Path, pack) -> None:
    told = Project((3, 11), (), (LICENCE,))
    assert contents.lacks(pack(checkout, LICENCE, PAGE), told, checkout) == []
    assert contents.lacks(pack(checkout, LICENCE), told, checkout) == [PAGE]
    assert contents.lacks(pack(checkout, PAGE), told, checkout) == [LICENCE]


def test_a_file_that_differs_from_the_checkout_is_reported(checkout: Path) -> None:
    archive = wheel_of(checkout, LICENCE, PAGE)
    (checkout / PAGE).write_text("a newer page", encoding="utf-8")
    assert contents.lacks(archive, Project((3, 11), (), (LICENCE,)), checkout) == [PAGE]


def test_a_checkout_without_a_web_page_is_refused(checkout: Path) -> None:
    (checkout / PAGE).unlink()
    with pytest.raises(SystemExit, match="scripts/web"):
        contents.lacks(wheel_of(checkout, LICENCE), Project((3, 11), (), (LICENCE,)), checkout)


def test_the_project_has_its_licences() -> None:
    assert project.read(ROOT).license_files == ("LICENSE", "THIRD_PARTY_LICENSES")
    assert all((ROOT / name).is_file() for name in project.read(ROOT).license_files)


def test_the_script_builds_the_web_page_whatever_happens() -> None:
    text = (ROOT / "scripts/wheels").read_text(encoding="utf-8")
    assert len(re.findall(r"^bash scripts/web --pack$", text, re.MULTILINE)) == 1
    for script in ("wheel", "wheels"):
        subprocess.run(["bash", "-n", str(ROOT / "scripts" / script)], check=True)


def test_the_table_of_cibuildwheel_begins_with_the_oldest_python() -> None:
    table = TOLD["tool"]["cibuildwheel"]
    minors = [int(re.fullmatch(r"cp3(\d+)-\*", one)[1]) for one in table["build"]]
    oldest = project.read(ROOT).oldest_python[1]
    assert minors == list(range(oldest, oldest + len(minors)))
    assert table["test-command"].split()[0] in TOLD["project"]["scripts"]


def test_no_wheel_of_windows_is_asked_for_while_its_compiler_is_refused() -> None:
    refusal = r'CMAKE_CXX_COMPILER_ID STREQUAL "MSVC"\)\s*message\(FATAL_ERROR'
    assert re.search(refusal, (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))
    assert "*-win*" in TOLD["tool"]["cibuildwheel"]["skip"]
    jobs = yaml.safe_load(WORKFLOW)["jobs"]
    assert not any(
        "windows" in machine for machine in jobs["wheels"]["strategy"]["matrix"]["machine"]
    )


def test_the_workflow_runs_scripts_that_are_there() -> None:
    jobs = yaml.safe_load(WORKFLOW)["jobs"]
    commands = {name: [step.get("run") for step in job["steps"]] for name, job in jobs.items()}
    assert "bash .ci/run" in commands["run"]
    assert "bash scripts/wheels" in commands["source"]
    assert any("cibuildwheel" in (command or "") for command in commands["wheels"])
    for script in re.findall(r"bash (\S+)", WORKFLOW):
        assert (ROOT / script).is_file(), script
    for job in jobs.values():
        needed = job.get("needs")
        assert needed is None or needed in jobs


def test_what_has_not_been_run_here_says_so() -> None:
    top = WORKFLOW.partition("\nname:")[0]
    above = PYPROJECT.partition("[tool.cibuildwheel]")[0].splitlines()[-4:]
    assert "has not been run" in top
    assert "has not been run" in " ".join(above)
