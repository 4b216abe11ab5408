"""Every link of the site leads to a page that exists, and to a place on it that exists."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

from lxml import html

ROOT = Path(__file__).parents[2]


@cache
def places(path: Path) -> frozenset[str]:
    """The names on a page to which a link may lead."""
    tree = html.parse(str(path)).getroot()
    return frozenset(tree.xpath("//@id")) | frozenset(tree.xpath("//a/@name"))


def broken(site: Path, page: Path) -> list[str]:
    """The links of a page, and its scripts, styles and pictures, that lead nowhere."""
    found = []
    for _, attribute, link, _ in html.parse(str(page)).getroot().iterlinks():
        target, part = urldefrag(link)
        target = target.split("?")[0]  # of scripts and styles, whose version stands there
        if ":" in target.split("/")[0] or attribute not in ("href", "src", "data"):
            continue
        path = (page.parent / unquote(target)).resolve() if target else page
        if not path.is_file() or not path.is_relative_to(site.resolve()):
            found.append(f"{page.relative_to(site)}: {link}")
        elif part and path.suffix == ".html" and unquote(part) not in places(path):
            found.append(f"{page.relative_to(site)}: {link}, which has no such place")
    return found


def test_every_link_leads_somewhere(site, pages):
    assert len(pages) > 150
    assert [one for page in pages for one in broken(site, page)] == []


def test_a_broken_link_is_reported(tmp_path):
    page = tmp_path / "a.html"
    page.write_text(
        '<html><body id="top"><a href="b.html">x</a> <a href="#up">x</a> <a href="#top">x</a>'
        '<img src="c.png"> <a href="https://doi.org/1">x</a></body></html>',
        encoding="utf-8",
    )
    assert broken(tmp_path, page) == [
        "a.html: b.html",
        "a.html: #up, which has no such place",
        "a.html: c.png",
    ]


def test_every_notebook_can_be_downloaded(site):
    """The file on the site is the notebook of the repository, and so are the data it reads."""
    books = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
    assert len(books) == 11
    for book in books:
        page = site / "learn" / f"{book.stem}.html"
        links = html.parse(str(page)).getroot().xpath("//article//a[@download]/@href")
        files = [(page.parent / unquote(link)).resolve() for link in links]
        data = [path for path in book.parent.glob("*.csv") if path.name in book.read_text("utf-8")]
        assert [path.name for path in files] == [path.name for path in (book, *data)]
        assert [path.read_bytes() for path in files] == [p.read_bytes() for p in (book, *data)]


def test_no_running_text_names_a_page_as_a_file(pages):
    """Help of the shell and sources are shown as they are; all else has links."""
    shown = "//article//text()[not(ancestor::pre or ancestor::code)]"
    named = [
        f"{page.name}: {text.strip()[:120]}"
        for page in pages
        if "source" not in page.parts
        for text in html.parse(str(page)).getroot().xpath(shown)
        if re.search(r"\bdocs/[\w/-]+\.md\b", text)
    ]
    assert named == []


def test_no_page_loads_anything_from_elsewhere(pages):
    """Scripts, styles, fonts and pictures lie in the folder; only a reader's click leaves it."""
    loaded = "//script/@src | //link[@rel='stylesheet']/@href | //img/@src | //iframe/@src"
    found = [
        f"{page.name}: {source}"
        for page in pages
        for source in html.parse(str(page)).getroot().xpath(loaded)
        if "//" in source
    ]
    assert found == []


def test_every_column_of_a_page_has_a_heading(pages):
    """Notebooks are left out: site.js mends the corner of their tables."""
    written = [page for page in pages if page.parent.name != "learn"]
    empty = "//th[not(normalize-space())]"
    assert [page.name for page in written if html.parse(str(page)).getroot().xpath(empty)] == []
