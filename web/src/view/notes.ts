/** Safety notes stand above the curves, with their sources. */

import type { Facts } from "../core/contract";
import { byId, el } from "../elements/dom";
import type { Note } from "../state/notes";

/** Writes the notes; the region stays as it is if they are the same. */
export function showNotes(facts: Facts, notes: readonly Note[]): void {
  const region = byId("notes");
  const key = JSON.stringify(notes);
  if (region.dataset.shown === key) return;
  region.dataset.shown = key;
  if (notes.length === 0) return region.replaceChildren();
  const used = new Set(notes.flatMap((note) => note.sources));
  const sources = facts.references.filter((one) => used.has(one.key));
  region.replaceChildren(
    el(
      "ul",
      {},
      ...notes.map((note) =>
        el(
          "li",
          { "data-note": note.name, "data-severity": note.severity },
          `${note.text} `,
          el("small", {}, `[${note.sources.join(", ")}${note.doubt ? `; ${note.doubt}` : ""}]`),
        ),
      ),
    ),
    el(
      "details",
      {},
      el("summary", {}, "Sources of these notes"),
      el(
        "ul",
        { class: "sources" },
        ...sources.map((one) =>
          el("li", {}, `${one.key}: ${one.citation}${one.doi ? ` doi:${one.doi}` : ""}`),
        ),
      ),
    ),
  );
}
