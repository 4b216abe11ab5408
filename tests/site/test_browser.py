"""The site in a real browser: search, access, equations, and from a folder without a server."""

import re

import pytest

from built import BUILT

AXE = BUILT / "npm" / "node_modules" / "axe-core" / "axe.min.js"
# One page of each kind.
KINDS = (
    "index.html", "learn/index.html", "howto/index.html", "theory.html", "parameters.html",
    "validation.html", "learn/1_agonist_antagonist_partial_agonist.html",
    "learn/6_people_differ.html", "benchmarks.html",
    "reference/python/index.html", "reference/python/Model-class.html",
    "reference/cpp/model.html", "reference/shell.html", "reference/schemas.html",
    "howto/from-nonmem.html", "explain/which-preset.html", "dosing.html", "explorer.html",
    "source/include/opiodyn/equations/binding.hpp.html", "search.html?q=phi", "genindex.html",
)  # fmt: skip


def violations(page):
    """What axe-core finds: the rule, and the first element that breaks it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run()")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in result["violations"]]


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("phi", "theory.html"),
        ("precipitated", "learn/5_opioid_and_naltrexone.html"),
        ("ALAG", "events.html"),
        ("od.sweep", "reference/python/sweep.html"),
    ],
)
def test_search_finds(page, address, words, leads_to):
    page.goto(f"{address}/search.html?q={words}")
    page.wait_for_selector("#search-results p.search-summary:has-text('found')")
    links = page.eval_on_selector_all(
        "ul.search li a", "links => links.map(one => one.getAttribute('href'))"
    )
    assert any(link.split("?")[0].split("#")[0].endswith(leads_to) for link in links), links


@pytest.mark.parametrize(
    ("word", "leads_to", "place"),
    [
        ("phi", "theory.html", "#peptides"),
        ("preset", "explain/which-preset.html", ""),
        ("transient", "explain/which-preset.html", ""),
        ("x50", "theory.html", "#peptides"),
        ("adaptation", "glossary.html", ""),
    ],
)
def test_a_word_of_the_glossary_leads_first_to_what_explains_it(
    page, address, word, leads_to, place
):
    page.goto(f"{address}/search.html?q={word}")
    page.wait_for_selector("#search-results p.search-summary:has-text('found')")
    first = page.locator("ul.search li a").first.get_attribute("href")
    assert first.split("?")[0].split("#")[0].endswith(leads_to), first
    assert not place or first.endswith(place), first


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", KINDS)
def test_nobody_is_shut_out(page, address, name, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/{name}")
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


def test_a_fault_of_access_is_found(page, address):
    page.goto(f"{address}/index.html")
    page.evaluate("document.querySelector('main img').removeAttribute('alt')")
    assert any(one.startswith("image-alt") for one in violations(page))


def test_equations_are_drawn(page, address, site):
    page.goto(f"{address}/theory.html")
    page.wait_for_function("window.MathJax?.startup?.promise !== undefined")
    page.evaluate("MathJax.startup.promise")
    written = len(re.findall(r'class="math', (site / "theory.html").read_text(encoding="utf-8")))
    assert page.locator("mjx-container").count() == written > 40
    assert page.locator("[data-mjx-error], mjx-merror, [data-mml-node=merror]").count() == 0


@pytest.mark.parametrize(("scheme", "turned"), [("light", False), ("dark", True)])
def test_pictures_are_as_dark_as_their_page(page, address, scheme, turned):
    """What is drawn on white is turned on a dark page, and the one that is drawn dark never is."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/gallery.html")
    filters = dict(
        page.eval_on_selector_all(
            "article img",
            "all => all.map(one => [one.src.split('/').pop(), getComputedStyle(one).filter])",
        )
    )
    own = filters.pop("gallery-effects.png")
    assert "invert" not in own
    assert len(filters) > 8
    assert {"invert" in one for one in filters.values()} == {turned}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["gallery.html", "howto/own-solver.html", "python.html"])
def test_code_that_is_too_wide_scrolls(page, address, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/{name}")
    stuck = """all => all.filter(one => one.scrollWidth > one.clientWidth
        && getComputedStyle(one).overflowX != "auto").length"""
    assert page.eval_on_selector_all("article pre", stuck) == 0


def test_an_equation_leads_to_its_line(page, address):
    page.goto(f"{address}/theory.html")
    page.locator("a:has-text('up_regulation (9)')").first.click()
    line = page.locator(page.evaluate("location.hash")).evaluate("one => one.textContent")
    assert "// (9)" in line


def test_parameters_are_searched(page, address):
    page.goto(f"{address}/parameters.html")
    rows = page.locator("tbody tr:visible")
    whole = rows.count()
    page.get_by_label("Show the parameters with these words").fill("naltrexone clearance renal")
    assert 0 < rows.count() < 20 < whole
    assert "naltrexone.CL_renal" in rows.all_inner_texts()[0] + rows.all_inner_texts()[-1]
    page.get_by_label("Show the parameters with these words").fill("")
    assert rows.count() == whole


def test_sources_lead_out_by_doi(page, address):
    page.goto(f"{address}/parameters.html#algera2021")
    assert page.locator("#algera2021 a[href='https://doi.org/10.1002/cpt.1972']").count() == 1


def test_it_works_from_a_folder(page, site):
    """Without a server: pages, search, equations and the explorer."""
    page.goto((site / "theory.html").as_uri())
    page.wait_for_selector("mjx-container svg")
    page.goto((site / "search.html").as_uri() + "?q=precipitated")
    page.wait_for_selector("ul.search li a")
    page.goto((site / "explorer.html").as_uri())
    page.get_by_role("link", name="Open the explorer").click()
    page.wait_for_selector("canvas")


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_window(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    for name in KINDS:
        page.goto(f"{address}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
