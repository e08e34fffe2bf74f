"use strict";
/* What a reader can do with a page beyond reading; every page can be read without it. */
(() => {
  const root = document.documentElement, body = document.body;
  root.classList.add("scripted");
  const keep = { get: k => { try { return localStorage.getItem(k); } catch { return null; } }, set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* a private window */ } } };
  if (keep.get("tei-light")) root.dataset.light = keep.get("tei-light");
  document.getElementById("ui-light")?.addEventListener("click", () => {
    const dark = root.dataset.light ? root.dataset.light === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.light = dark ? "light" : "dark";
    keep.set("tei-light", root.dataset.light);
  });

  const column = document.querySelector(".column"), notes = [...document.querySelectorAll(".notes .note[data-mark]")];
  const wide = matchMedia("(min-width: 75rem)");
  function place() {
    if (!column) return;
    const all = document.querySelectorAll(".notes .note").length === notes.length;
    const side = wide.matches && notes.length > 0 && all && !body.classList.contains("facing");
    body.classList.toggle("sided", side);
    column.style.minHeight = "";
    let free = 0;
    for (const note of notes) {
      note.style.top = "";
      if (!side) continue;
      const mark = document.getElementById(note.dataset.mark);
      const top = Math.max(free, mark.getBoundingClientRect().top - column.getBoundingClientRect().top - 6);
      note.style.top = `${top}px`;
      free = top + note.offsetHeight + 10;
    }
    if (side && free > column.offsetHeight) column.style.minHeight = `${free}px`;
  }
  place();
  addEventListener("resize", place);
  document.fonts?.ready.then(place);

  for (const button of document.querySelectorAll("[data-toggle]")) {
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", pressed);
      body.classList.toggle(button.dataset.toggle, "off" in button.dataset ? !pressed : pressed);
      if (button.dataset.toggle === "facing") document.getElementById("ui-source").open = pressed;
      place();
    });
  }

  let popped = null;
  const close = () => { popped?.remove(); popped = null; };
  function pop(link) {
    close();
    const card = document.getElementById(link.hash.slice(1));
    if (!card) return;
    popped = document.createElement("div");
    popped.className = "popped";
    popped.setAttribute("role", "tooltip");
    for (const child of card.children) popped.append(child.cloneNode(true));
    document.body.append(popped);
    const at = link.getClientRects()[0] || link.getBoundingClientRect();
    popped.style.left = `${Math.max(8, Math.min(at.left, innerWidth - popped.offsetWidth - 16)) + scrollX}px`;
    popped.style.top = `${at.bottom + 4 + scrollY}px`;
  }
  for (const link of document.querySelectorAll("a.name[href^='#ui-card-']")) {
    link.addEventListener("mouseenter", () => pop(link));
    link.addEventListener("focus", () => pop(link));
    link.addEventListener("blur", close);
    link.addEventListener("mouseleave", event => { if (!popped?.contains(event.relatedTarget)) close(); });
  }
  document.addEventListener("mouseover", event => { if (popped && !popped.contains(event.target) && !event.target.closest("a.name")) close(); });
  document.addEventListener("keydown", event => { if (event.key === "Escape") close(); });

  const facets = [...document.querySelectorAll("#ui-facets select")], rows = [...document.querySelectorAll("#ui-documents > li")];
  for (const select of facets) select.addEventListener("change", () => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = facets.some(f => f.value && row.dataset[f.dataset.facet] !== f.value);
      shown += !row.hidden;
    }
    document.getElementById("ui-list-head").textContent = `${shown} document${shown === 1 ? "" : "s"}`;
  });
})();
