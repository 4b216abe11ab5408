// A box above the tables of the page of parameters, which shows the rows that have every word of it.
document.addEventListener("DOMContentLoaded", () => {
  const page = document.querySelector("section#parameters");
  if (!page) return;
  const rows = [...page.querySelectorAll("tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
  const box = document.createElement("input");
  Object.assign(box, { type: "search", id: "parameter-search", placeholder: "naltrexone clearance", autocomplete: "off" });
  const label = document.createElement("label");
  label.htmlFor = box.id;
  label.textContent = "Show the parameters with these words";
  const count = document.createElement("output");
  count.htmlFor.add(box.id);
  const show = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
    page.classList.toggle("filtered", words.length > 0);
    for (const section of page.querySelectorAll("section:has(table)"))
      section.classList.toggle("empty", !section.querySelector("tbody tr:not([hidden])"));
  };
  box.addEventListener("input", show);
  const form = document.createElement("div");
  form.className = "parameter-search";
  form.append(label, box, count);
  page.querySelector("h1").after(form);
});
