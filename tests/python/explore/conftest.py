"""What the tests of the page share: a folder with a page, which the package finds as its own."""

import pytest

from opiodyn._explore import page
from page_folder import write_page


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """The folder of a page that is packed."""
    folder = write_page(tmp_path / "page")
    monkeypatch.setattr(page, "_FOLDER", folder)
    return folder


@pytest.fixture
def unpacked(tmp_path, monkeypatch):
    """The folder of a package that was built without the page: it is not there."""
    folder = tmp_path / "page"
    monkeypatch.setattr(page, "_FOLDER", folder)
    return folder
