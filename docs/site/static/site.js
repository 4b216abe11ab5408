// What the theme leaves to be said to readers of screens, and what a site without a server cannot do.
document.addEventListener("DOMContentLoaded", () => {
  // The button shows its keys, so that its name must have them too: it is what the button shows.
  for (const button of document.querySelectorAll(".search-button-field")) button.removeAttribute("aria-label");
  for (const toggle of document.querySelectorAll("summary:has(.toctree-toggle)")) {
    const section = toggle.closest("li").querySelector("a");
    toggle.setAttribute("aria-label", `Pages of ${section.textContent.trim()}`);
  }
});
// Excerpts of found pages are fetched, which browsers refuse for files.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
