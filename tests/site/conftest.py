"""The built site: where it is, and a browser on it. scripts/docs --test builds it first."""

import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from built import BUILT


@pytest.fixture(scope="session")
def site() -> Path:
    folder = BUILT / "site"
    assert (folder / "index.html").exists(), "there is no site: bash scripts/docs builds it"
    return folder


@pytest.fixture(scope="session")
def pages(site) -> list[Path]:
    """The pages that Sphinx wrote, without the page of web/."""
    return [
        path for path in sorted(site.rglob("*.html"))
        if path.relative_to(site).parts[0] not in ("explorer", "_static")
    ]  # fmt: skip


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Prints nothing."""


@pytest.fixture(scope="session")
def address(site):
    """The address of the site, served from this machine to itself."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium")
    assert chromium, "there is no chromium: bash scripts/packages docs installs it"
    with sync_playwright() as driver:
        # In a container of root Chromium has no sandbox of its own.
        started = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser):
    """A page that notes what must not happen: requests to other places, and faults of scripts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.requests, opened.faults = [], []
    opened.on("request", lambda request: opened.requests.append(request.url))
    opened.on("pageerror", lambda fault: opened.faults.append(str(fault)))
    yield opened
    context.close()
    assert opened.faults == []
    strangers = [
        url
        for url in opened.requests
        if not url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:"))
    ]
    assert strangers == []
