"""This module tells what a wheel or a source distribution lacks."""

import re
import tarfile
import zipfile
from pathlib import Path

from shipping.project import ROOT, Project

PACKAGES = Path("bindings/python")
PAGE = Path("opiodyn/_explore/page")  # where scripts/web puts the web page, in the package


def lacks(archive: Path, project: Project, root: Path = ROOT) -> list[str]:
    """Returns the files of a checkout that an archive does not hold as they are there."""
    held = _of_wheel(archive) if archive.suffix == ".whl" else _of_source_distribution(archive)
    page = [path for path in (root / PACKAGES / PAGE).rglob("*") if path.is_file()]
    if not page:
        raise SystemExit(f"no web page in {PACKAGES / PAGE}: scripts/web puts it there")
    wanted = [root / name for name in project.license_files] + sorted(page)
    names = [path.relative_to(root).as_posix() for path in wanted]
    return [
        name
        for name, path in zip(names, wanted, strict=True)
        if held.get(name) != path.read_bytes()
    ]


def _of_wheel(archive: Path) -> dict[str, bytes]:
    """Returns the files of a wheel under the names that they have in a checkout."""
    with zipfile.ZipFile(archive) as wheel:
        held = {}
        for name in wheel.namelist():
            licence = re.fullmatch(r"[^/]+\.dist-info/licenses/(.+)", name)
            held[licence[1] if licence else f"{PACKAGES}/{name}"] = wheel.read(name)
    return held


def _of_source_distribution(archive: Path) -> dict[str, bytes]:
    """Returns the files of a source distribution under the names that they have in a checkout."""
    with tarfile.open(archive) as source:
        files = {member.name: source.extractfile(member) for member in source if member.isfile()}
        return {name.partition("/")[2]: file.read() for name, file in files.items() if file}
