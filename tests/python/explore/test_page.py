"""The package finds its page, or says in one sentence how to get it."""

import sys
import tomllib
from pathlib import Path

import pytest

import opiodyn as od
from opiodyn._explore import page

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
SENTENCE = (
    "{} needs the page, which this package was built from source without: run 'bash scripts/web "
    "--pack' in the folder of the sources, and install from there again"
)


def test_a_notebook_without_the_page_gets_one_sentence(unpacked):
    with pytest.raises(ImportError) as caught:
        od.explore(WEEK)
    assert str(caught.value) == SENTENCE.format("opiodyn.explore")


def test_the_shell_without_the_page_gets_the_same_sentence(unpacked, shell):
    code, out, err = shell("explore", "naltrexone 4.5 mg po", "--no-open")
    assert (code, out) == (2, "")
    assert err == f"opiodyn: error: {SENTENCE.format('opiodyn explore')}\n"


@pytest.mark.parametrize("name", ["widget.js", "widget.css", "core.wasm"])
def test_a_page_that_lacks_a_file_of_the_widget_is_no_page(packed, name):
    (packed / name).unlink()
    with pytest.raises(ImportError, match="needs the page"):
        od.explore(WEEK)


def test_wrong_arguments_are_told_before_the_page_is_missed(unpacked, shell):
    with pytest.raises(od.InputError, match=r"^binding = "):
        od.explore(WEEK, model=od.Model(binding="equilibrium"))
    assert "biophase = 'quick'" in shell("explore", "--biophase", "quick")[2]


def test_a_notebook_without_anywidget_is_told_its_extra(packed, monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(ImportError) as caught:
        od.explore(WEEK)
    said = "opiodyn.explore needs anywidget: pip install 'opiodyn[explore]'"
    assert str(caught.value) == said


def test_git_ignores_the_page_and_the_package_takes_it_along(root):
    folder = f"bindings/python/opiodyn/{page._FOLDER.parent.name}/page"
    assert Path(page.__file__).with_name("page") == page._FOLDER
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["scikit-build"]["sdist"]["include"] == [f"/{folder}"]
    assert f"/{folder}/" in (root / ".gitignore").read_text(encoding="utf-8").splitlines()
