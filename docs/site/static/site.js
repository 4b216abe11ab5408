// What the theme leaves to be said to readers of screens, and what a site without a server cannot do.
document.addEventListener("DOMContentLoaded", () => {
  // The button shows its keys, so that its name must have them too: it is what the button shows.
  for (const button of document.querySelectorAll(".search-button-field")) button.removeAttribute("aria-label");
  for (const toggle of document.querySelectorAll("summary:has(.toctree-toggle)")) {
    const section = toggle.closest("li").querySelector("a");
    toggle.setAttribute("aria-label", `Pages of ${section.textContent.trim()}`);
  }
  // Tables of notebooks have a corner without words, which is no heading.
  for (const corner of document.querySelectorAll("th")) {
    if (corner.textContent.trim() !== "") continue;
    const cell = document.createElement("td");
    cell.append(...corner.childNodes);
    corner.replaceWith(cell);
  }
});
// An equation too wide for the window scrolls, by keys too. MathJax draws before the page has loaded.
window.addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  for (const equation of document.querySelectorAll("div.math"))
    if (equation.scrollWidth > equation.clientWidth) equation.tabIndex = 0;
});
// Excerpts of found pages are fetched, which browsers refuse for files.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
