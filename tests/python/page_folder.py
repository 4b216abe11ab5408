"""A folder with a page, as small as can be: the tests of `explore` need no build for browsers."""

from contextlib import contextmanager

from opiodyn._explore import page

INDEX = b"<!doctype html><title>a page</title>"
SCRIPT = b"export default { render({ model, el }) { el.textContent = model.get('height'); } };"
STYLES = b".opiodyn { color: black; }"
CORE = b"\0asm\x01\0\0\0"  # the shortest module of WebAssembly
FILES = {
    "index.html": INDEX,
    "widget.js": SCRIPT,
    "widget.css": STYLES,
    "core.wasm": CORE,
    "assets/page.js": b"document.title = 'a page';",
}


def write_page(folder):
    """Writes the page into a folder, which is made; returns the folder."""
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@contextmanager
def paged(folder):
    """Lets the package find its page in this folder."""
    before = page._FOLDER
    page._FOLDER = folder
    try:
        yield
    finally:
        page._FOLDER = before
