"""Sphinx takes its settings from this module. It reads the pages that staging.py has laid out."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BUILT = Path(os.environ.get("OPIODYN_DOCS_BUILD", ROOT / "build" / "docs"))
sys.path.insert(0, str(HERE))

project = "opiodyn"
author = "The opiodyn authors"
copyright = "the opiodyn authors"
version = release = re.findall(
    r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
)[0]
language = "en"

extensions = [
    "breathe",
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.mathjax",
    "sphinx.ext.napoleon",
    "sphinx_design",
    "attribute_docs",
    "downloads",
    "index_words",
    "mentions",
    "regimen_lexer",
    "source_pages",
]
templates_path = ["templates"]
# Every page is in a table of contents, and every name of the interfaces is in one language.
nitpicky = False
primary_domain = "py"
highlight_language = "text"

# Pages and notebooks in MyST Markdown.
myst_enable_extensions = ["attrs_inline", "colon_fence", "dollarmath"]
myst_heading_anchors = 4
# GitHub draws a fence of this name as an equation, too.
myst_fence_as_directive = ["math"]
nb_execution_mode = "off"  # they are stored with their outputs, which tests keep fresh
nb_merge_streams = True

# The Python interface. Types stand in the docstrings of Google's form.
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_google_docstring = True
napoleon_numpy_docstring = False

# The C++ interface, of what Doxygen read.
breathe_projects = {"opiodyn": str(BUILT / "doxygen" / "xml")}
breathe_default_project = "opiodyn"
breathe_show_include = False
breathe_domain_by_extension = {"hpp": "cpp"}
cpp_index_common_prefix = ["opiodyn::"]

# Equations are drawn by a copy of MathJax that the site carries, so that it needs no network.
# Speech would need a program of several megabytes; instead readers of screens get MathML.
mathjax_path = "mathjax/tex-svg.js"
mathjax4_config = {
    "loader": {"load": ["a11y/assistive-mml"], "paths": {"mathjax-newcm": "[mathjax]/font"}},
    "options": {
        "enableMenu": False,
        "menuOptions": {"settings": {"enrich": False, "assistiveMml": True}},
    },
    "svg": {"displayOverflow": "overflow", "mtextInheritFont": True},
}

html_theme = "pydata_sphinx_theme"
html_title = "opiodyn"
html_static_path = ["static", str(BUILT / "static")]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"}), ("filter.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
html_extra_path = [str(BUILT / "extra")]
html_theme_options = {
    "logo": {"text": "opiodyn"},
    "navbar_align": "left",
    "header_links_before_dropdown": 6,
    "show_prev_next": True,
    "collapse_navigation": True,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["disclaimer"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_context = {"default_mode": "auto"}
