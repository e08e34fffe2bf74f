"use strict";
/* The page of questions. Words of documents are put in as text, never as markup; the HTML of an edition is made by the program. */
(() => {
  const $ = id => document.getElementById(id);
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (name === "onclick") made.addEventListener("click", value); else if (value !== null && value !== false) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const NAMES = { persName: "person", placeName: "place", orgName: "organisation", date: "date", gloss: "abbreviation", term: "term" };
  const KINDS = { unclear: "doubtful reading", supplied: "insertion", report: "report", sic: "mistake", del: "deletion", add: "addition", gap: "gap" };
  /* the rules left it out, though narrowly */
  const LEFT = "left", sure = cert => cert === LEFT ? "left out" : cert;
  const kindOf = element => NAMES[element] || KINDS[element] || element;
  const article = words => /^[aeiou]/.test(words) ? "an" : "a";

  /* where decisions are kept: by the server, or in this file until they are downloaded */
  const embedded = $("data") && JSON.parse($("data").textContent);
  const same = (a, b) => state.columns.every(c => (a[c] || "") === (b[c] || ""));
  const question = row => [row.document, row.exact, ...(row.scope === "here" ? [row.prefix, row.suffix] : ["", ""]), row.element, row.scope, ["yes", "no", "is"].includes(row.decision) ? "" : row.decision].join("\u0000");
  async function ask(path, body) {
    const response = await fetch(path, body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {});
    const said = await response.json();
    if (!response.ok) throw new Error(said.error || response.statusText);
    return said;
  }
  const served = {
    begin: () => ask("begin"),
    document: name => ask(`document?name=${encodeURIComponent(name)}`),
    search: (name, words) => ask(`search?name=${encodeURIComponent(name)}&words=${encodeURIComponent(words)}`),
    change: (add, remove) => ask("change", { add, remove }),
    decided: () => ask("decided"),
  };
  const alone = {
    begin: async () => embedded,
    document: async name => embedded.texts[name],
    search: async (name, words) => embedded.entries[name].filter(e => e.name.toLowerCase().includes(words.toLowerCase())).slice(0, 12),
    decided: async () => state.decided,
    change: async (add, remove) => {
      const before = state.decided.filter(r => !remove.some(x => same(r, x)));
      const new_ = add.map(r => ({ ...Object.fromEntries(state.columns.map(c => [c, ""])), by: state.by, ...r }));
      const keys = new Set(new_.map(question));
      const decided = [...before.filter(r => !keys.has(question(r))), ...new_];
      return { added: new_, displaced: before.filter(r => keys.has(question(r)) && !new_.some(x => same(x, r))), decided };
    },
  };
  const store = embedded ? alone : served;

  const state = { questions: [], shown: [], decided: [], columns: [], now: null, mention: 0, scope: "here", extent: null, text: null, undo: [] };

  function tell(words) { $("said").textContent = words; clearTimeout(tell.timer); tell.timer = setTimeout(() => { $("said").textContent = ""; }, 5000); }

  /* signs that turn the direction of text or cannot be seen are shown as what they are */
  const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  function words(text) {
    const out = document.createDocumentFragment();
    let at = 0;
    for (const found of text.matchAll(HIDDEN)) {
      out.append(text.slice(at, found.index), make("span", { class: "sign" }, `U+${found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`));
      at = found.index + found[0].length;
    }
    out.append(text.slice(at));
    return out;
  }

  /* a decision settles a question's mention: here by its words around, else by the words alone */
  const REPORT = "report";
  const chosen = (row, place) => row.decision === "place-of-note" && ["exact", "prefix", "suffix", "value"].every(c => row[c] === place[c]);
  /* what the report says can be decided here only where it has places to choose from */
  const open_ = q => q.cert !== "high" && (q.element !== REPORT || q.mentions.some(m => m.places));
  function answerOf(q, mention) {
    if (q.element === REPORT) return state.decided.find(r => r.document === mention.document && (mention.places || []).some(p => chosen(r, p)));
    const fitting = state.decided.filter(r => r.exact === mention.exact && (r.element === q.element || (r.element === "" && q.element === "date")) && (
      r.scope === "here" ? r.document === mention.document && r.prefix === mention.prefix && r.suffix === mention.suffix
        : r.scope === "document" ? r.document === mention.document : true));
    const rank = { here: 0, document: 1, everywhere: 2 };
    return fitting.sort((a, b) => rank[a.scope] - rank[b.scope])[0];
  }
  const settled = q => q.mentions.every(m => answerOf(q, m));

  function filter() {
    const which = $("which").value, kind = $("kind").value;
    state.shown = state.questions.filter(q => (!kind || q.element === kind) && (
      which === "all" ? q.element !== REPORT || open_(q) : which === REPORT ? q.element === REPORT : which === LEFT ? q.mentions.some(m => m.cert === LEFT) : which === "decided" ? q.mentions.some(m => answerOf(q, m)) : open_(q) && (which === "doubtful" || q === state.now || !settled(q))));
    list();
  }
  function list() {
    $("questions").replaceChildren(...state.shown.slice(0, 400).map(q => {
      const n = q.mentions.length;
      const button = make("button", { type: "button", class: settled(q) ? "settled" : "", "aria-current": q === state.now ? "true" : null, onclick: () => show(q) },
        make("bdi", { class: "words" }, words(q.element === REPORT ? q.mentions[0].evidence : q.words)), make("span", { class: "kind" }, q.element === REPORT ? `${q.mentions[0].rule}, ${q.mentions[0].document}:${q.mentions[0].line}` : `${kindOf(q.element)}, ${n}×${q.documents > 1 ? ` in ${q.documents} documents` : ""}, ${sure(q.cert)}`));
      return make("li", {}, button);
    }));
    if (!state.shown.length) $("questions").append(make("li", { class: "quiet" }, "No question is left in this list."));
    const doubtful = state.questions.filter(open_), done = doubtful.filter(settled).length;
    $("progress").textContent = `${done} of ${doubtful.length} decided`;
    $("done").style.transform = `scaleX(${doubtful.length ? done / doubtful.length : 1})`;
    $("undo").disabled = !state.undo.length;
    $("questions").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  async function show(q, mention = 0) {
    if (!q) return;
    state.now = q; state.mention = mention; state.extent = null;
    const here = q.mentions[mention];
    state.scope = q.mentions.length === 1 || q.element === "date" ? "here" : q.documents > 1 ? "everywhere" : "document";
    list();
    await open(here.document);
    if (state.now !== q || state.text?.name !== here.document) return;
    card();
    mark();
  }

  const around = (from, to) => state.text.points.slice(Math.max(0, from), to).join("").replace(/\s/g, " ");
  const label = row => row.decision === "yes" ? "yes, as it is" : row.decision === "no" ? "no" : row.decision === "extent" ? `extent: ${row.value}` : `${row.decision} ${row.value}`;
  /* what the report says of a place: a note can be put at one of its marks, all else is corrected in the edition or the text */
  function reported(q, here) {
    const answered = answerOf(q, here);
    $("question").replaceChildren(
      make("p", { class: "ask" }, make("bdi", {}, words(here.evidence)), make("span", { class: "quiet" }, ` ${here.rule}, line ${here.line}`)),
      make("p", { class: "line" }, words(here.before), make("mark", {}, words(here.exact)), words(here.behind)),
      ...(answered ? [make("p", { class: "answered" }, `Decided: it belongs ${answered.prefix}[${answered.exact}]${answered.suffix}${answered.by ? ` (${answered.by})` : ""}`)] : []),
      ...(here.places ? [make("p", {}, "Where does this note belong?"), make("div", { class: "answers" }, ...here.places.map((p, k) => make("button", { type: "button", onclick: () => place(k) },
        make("kbd", {}, String(k + 1)), ` line ${p.line}: `, words(p.before), make("mark", {}, words(p.exact)), words(p.behind))))] : []),
      make("p", { class: "quiet" }, here.places ? "If it is none of them, correct it in the edition; encode keeps what you write there." : "This is corrected in the text or in the edition; encode keeps what you write there."));
  }
  const place = k => inTurn(async () => {
    const q = state.now, here = q.mentions[state.mention], spot = here.places?.[k];
    if (!spot) return;
    const row = { document: here.document, exact: spot.exact, prefix: spot.prefix, suffix: spot.suffix, element: "note", scope: "here", decision: "place-of-note", value: spot.value };
    const before = state.decided.filter(r => r.document === here.document && here.places.some(p => chosen(r, p)));
    const changed = await store.change([row], before);
    state.undo.push({ add: [...before, ...changed.displaced], remove: changed.added, id: q.id, mention: state.mention });
    tell(`note ${spot.value}: line ${spot.line}`);
    await after(changed.decided, here);
    if (state.now === q) move(1);
  });
  function card() {
    const q = state.now, here = q.mentions[state.mention], n = q.mentions.length;
    if (q.element === REPORT) { reported(q, here); return; }
    const box = $("question"), answered = answerOf(q, here);
    const dated = q.element === "date", named = q.element in NAMES && !dated;
    const answers = make("div", { class: "answers" },
      make("button", { type: "button", class: "yes", onclick: () => decide("yes") }, here.cert === LEFT ? `Yes, ${article(kindOf(q.element))} ${kindOf(q.element)} ` : "Yes ", make("kbd", {}, "a")),
      make("button", { type: "button", class: "no", onclick: () => decide("no") }, `No ${kindOf(q.element)} `, make("kbd", {}, "r")),
      ...q.candidates.map((c, k) => make("button", { type: "button", onclick: () => decide("is", `#${c.id}`), title: c.note || null },
        make("kbd", {}, String(k + 1)), " ", make("bdi", {}, words(c.name)), c.note ? `, ${c.note.slice(0, 60)}` : "", c.count ? ` (${c.count}×)` : "")));
    const field = make("input", { type: "text", id: "value", "aria-label": dated ? "Value of the date" : "Name or identifier", placeholder: dated ? "YYYY-MM-DD, or two with / or .." : "search the lists, or a new name", autocomplete: "off" });
    const hits = make("div", { class: "answers", id: "hits" });
    const send = () => { if (field.value.trim()) decide(dated ? "date" : "is", field.value.trim()); };
    field.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); send(); } if (event.key === "Escape") { field.blur(); box.focus(); } });
    field.addEventListener("input", async () => {
      if (dated) return;
      const wanted = field.value.trim(), found = wanted ? await store.search(here.document, wanted) : [];
      if (field.value.trim() === wanted) hits.replaceChildren(...found.map(e => make("button", { type: "button", onclick: () => decide("is", `#${e.id}`) }, make("bdi", {}, words(e.name)), e.note ? `, ${e.note.slice(0, 50)}` : "")));
    });
    const scopes = make("fieldset", { class: "scopes" }, make("legend", {}, "Holds"), ...[["here", "here", "h"], ["document", "in this document", "d"], ["everywhere", "everywhere", "e"]].map(([value, said, key]) => {
      const radio = make("input", { type: "radio", name: "scope", value, id: `scope-${value}` });
      radio.checked = state.scope === value;
      radio.addEventListener("change", () => { state.scope = value; });
      return make("label", { for: `scope-${value}` }, radio, `${said} `, make("kbd", {}, key));
    }));
    const extent = state.extent && state.extent.words !== here.exact;
    box.replaceChildren(
      make("p", { class: "ask" }, "Is ", make("bdi", { class: "words" }, words(q.words)), ` ${article(kindOf(q.element))} ${kindOf(q.element)}${here.value ? `: ${here.value}` : ""}? `, make("span", { class: "quiet" }, `${here.cert === LEFT ? "the rules left it out" : `certainty ${here.cert}`}; ${n > 1 ? `mention ${state.mention + 1} of ${n}` : "one mention"}`)),
      make("p", { class: "line" }, words(state.extent ? around(state.extent.start - 60, state.extent.start) : here.before), make("mark", {}, words(state.extent?.words || here.exact)), words(state.extent ? around(state.extent.end, state.extent.end + 60) : here.behind)),
      ...(answered ? [make("p", { class: "answered" }, `Decided ${answered.scope}: ${label(answered)}${answered.by ? ` (${answered.by})` : ""}`)] : []),
      answers,
      ...(dated || named ? [make("div", { class: "answers" }, field, make("button", { type: "button", onclick: send }, dated ? "Set value " : "New or other ", make("kbd", {}, dated ? "v" : "n")))] : []), hits,
      ...(extent ? [make("div", { class: "answers" }, make("button", { type: "button", class: "yes", onclick: () => decide("extent", state.extent.words) }, "Take this extent ", make("kbd", {}, "Enter")))] : []),
      scopes,
      make("details", { id: "why" }, make("summary", {}, "Why? "), make("ul", {}, make("li", {}, `Rule: ${here.rule}`), ...(here.evidence || "no evidence was noted").split("; ").map(e => make("li", {}, words(e))))),
      ...(n > 1 ? [make("ol", { class: "mentions", "aria-label": "All mentions" }, ...q.mentions.slice(0, 300).map((m, k) => make("li", {}, make("button", { type: "button", "aria-current": k === state.mention ? "true" : null, onclick: () => go(k) }, `${m.document}:${m.line} `, words(m.before.slice(-25)), make("mark", {}, words(m.exact)), words(m.behind.slice(0, 30))))))] : []),
    );
  }
  async function go(k) {
    const n = state.now.mentions.length;
    state.mention = (k + n) % n; state.extent = null;
    await open(state.now.mentions[state.mention].document);
    if (state.text?.name !== state.now.mentions[state.mention].document) return;
    card(); mark();
  }

  let turn = 0;
  async function open(name, again = false) {
    const mine = ++turn;
    if (state.text?.name === name && !again) return;
    const text = await store.document(name);
    if (mine !== turn) return; /* another was asked for meanwhile */
    state.text = { ...text, points: Array.from(text.text) };
    const top = $("edition").scrollTop;
    const parsed = new DOMParser().parseFromString(text.html, "text/html");
    $("edition").replaceChildren(...parsed.body.childNodes);
    for (const link of $("edition").querySelectorAll("a")) if (!(link.getAttribute("href") || "").startsWith("#")) link.removeAttribute("href");
    $("edition").scrollTop = again ? top : 0;
    $("where").textContent = name;
  }
  const spot = mention => state.extent || { start: mention.start, end: mention.end };
  function mark() {
    const q = state.now, here = q.mentions[state.mention], { start, end } = spot(here);
    const rows = [];
    let at = 0;
    for (const [k, line] of state.text.text.split("\n").entries()) {
      const points = Array.from(line), cell = make("span", {});
      const a = Math.max(0, Math.min(points.length, start - at)), b = Math.max(0, Math.min(points.length, end - at));
      if (b > a) cell.append(words(points.slice(0, a).join("")), make("mark", {}, words(points.slice(a, b).join(""))), words(points.slice(b).join("")));
      else cell.append(words(line));
      rows.push(make("div", { class: "row" }, make("span", { "aria-hidden": "true" }, String(k + 1)), cell));
      at += points.length + 1;
    }
    $("source").replaceChildren(...rows);
    $("source").querySelector("mark")?.scrollIntoView({ block: "center" });
    for (const element of $("edition").querySelectorAll("[data-at]")) {
      const [from, to] = element.dataset.at.split("-").map(Number);
      element.classList.toggle("now", from === here.start && to === here.end || (from < end && to > start && element.classList.contains("name")));
      element.classList.toggle("also", q.mentions.some(m => m !== here && m.document === here.document && m.start === from && m.end === to));
    }
    /* what was left out has no element: the one before it is near */
    const near = () => [...$("edition").querySelectorAll("[data-at]")].filter(e => Number(e.dataset.at.split("-")[0]) <= start).sort((a, b) => parseInt(a.dataset.at) - parseInt(b.dataset.at)).pop();
    ($("edition").querySelector(".now") || near())?.scrollIntoView({ block: "center" });
  }

  /* one word more or fewer: the words of the source between white space */
  function stretch(end, more) {
    if (state.now.element === REPORT) return;
    const here = state.now.mentions[state.mention];
    if (state.text?.name !== here.document) return;
    const points = state.text.points;
    let { start: a, end: b } = spot(here);
    const space = k => /\s/.test(points[k] ?? " ");
    if (end && more) { while (b < points.length && space(b)) b++; while (b < points.length && !space(b)) b++; }
    if (end && !more) { let k = b; while (k > a && !space(k - 1)) k--; while (k > a && space(k - 1)) k--; if (k > a) b = k; }
    if (!end && more) { while (a > 0 && space(a - 1)) a--; while (a > 0 && !space(a - 1)) a--; }
    if (!end && !more) { let k = a; while (k < b && !space(k)) k++; while (k < b && space(k)) k++; if (k < b) a = k; }
    /* a comma behind a name is none of it */
    let z = b;
    if (end && more) while (z > a + 1 && /[,.;:)\]]/.test(points[z - 1])) z--;
    state.extent = { start: a, end: z, words: points.slice(a, z).join("").split(/\s+/).join(" ").trim() };
    card(); mark();
  }

  let busy = Promise.resolve();
  const inTurn = work => { busy = busy.then(work).catch(error => tell(error.message)); return busy; };
  const decide = (decision, value = "") => inTurn(async () => {
    const q = state.now, here = q.mentions[state.mention];
    if (q.element === REPORT) { tell(here.places ? "Choose one of the marks by its number." : "This is corrected in the text or in the edition."); return; }
    if (q.element !== "date" && !(q.element in NAMES) && decision === "is") return;
    const scope = decision === "extent" ? "here" : state.scope;
    const row = { document: scope === "everywhere" ? "" : here.document, exact: here.exact, prefix: scope === "here" ? here.prefix : "", suffix: scope === "here" ? here.suffix : "", element: q.element, scope, decision, value };
    const changed = await store.change([row], []);
    state.undo.push({ add: changed.displaced, remove: changed.added, id: q.id, mention: state.mention });
    tell(`${q.words}: ${label(row)}, ${scope}`);
    if (state.now !== q) { state.decided = changed.decided; state.text = null; await show(state.now, state.mention); return; }
    await after(changed.decided, here);
    if (state.now !== q) return;
    const next = q.mentions.findIndex((m, k) => k > state.mention && !answerOf(q, m));
    if (next >= 0) await go(next); else move(1);
  });
  async function after(decided, here) {
    state.decided = decided;
    await open(here.document, true);
    for (const element of $("edition").querySelectorAll("[data-at]")) if (element.dataset.at === `${here.start}-${here.end}`) element.classList.add("flash");
    list();
  }
  const undo = () => inTurn(async () => {
    const last = state.undo.pop();
    if (!last) return;
    const changed = await store.change(last.add, last.remove);
    const q = state.questions.find(x => x.id === last.id);
    state.decided = changed.decided;
    state.text = null;
    filter();
    await show(q, last.mention);
    tell("Undone");
  });
  function move(by) {
    const before = state.shown.indexOf(state.now);
    let at = before + by;
    if ($("which").value === "open" && by > 0) while (state.shown[at] && settled(state.shown[at])) at++;
    const next = state.shown[at];
    if (next) show(next).then(filter);
    else { card(); mark(); list(); if (by > 0) tell("That was the last question of this list."); }
  }

  function scopeTo(value) { state.scope = value; $(`scope-${value}`).checked = true; tell({ here: "Holds here", document: "Holds in this document", everywhere: "Holds everywhere" }[value]); }
  const focusField = () => { const field = $("value"); if (field) { field.focus(); field.select(); } };
  const KEYS = {
    j: () => move(1), k: () => move(-1), a: () => decide("yes"), r: () => decide("no"), n: focusField, v: focusField, "/": focusField, u: undo,
    h: () => scopeTo("here"), d: () => scopeTo("document"), e: () => scopeTo("everywhere"), "?": () => $("keys").showModal(),
    w: () => { $("why").open = !$("why").open; }, ArrowRight: () => go(state.mention + 1), ArrowLeft: () => go(state.mention - 1),
  };
  document.addEventListener("keydown", event => {
    if (event.target.matches("input[type=text], select") || $("keys").open || event.ctrlKey || event.metaKey || !state.now) return;
    if (event.shiftKey && event.key.startsWith("Arrow")) {
      event.preventDefault();
      const right = event.key === "ArrowRight";
      if (["ArrowRight", "ArrowLeft"].includes(event.key)) stretch(!event.altKey, event.altKey ? !right : right);
      return;
    }
    if (event.altKey) return;
    if (event.key === "Enter" && state.extent && !event.target.matches("button, summary")) { event.preventDefault(); decide("extent", state.extent.words); return; }
    if (/^[1-9]$/.test(event.key) && state.now.element === REPORT) { event.preventDefault(); place(event.key - 1); return; }
    if (/^[1-9]$/.test(event.key)) {
      const candidate = state.now.candidates[event.key - 1];
      if (candidate) { event.preventDefault(); decide("is", `#${candidate.id}`); }
      return;
    }
    if (event.target.matches("input[type=radio]") && event.key.startsWith("Arrow")) return;
    const act = KEYS[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  $("undo").addEventListener("click", undo);
  $("help").addEventListener("click", () => $("keys").showModal());
  $("close").addEventListener("click", () => $("keys").close());
  $("which").addEventListener("change", filter);
  $("kind").addEventListener("change", filter);
  $("edition").addEventListener("click", event => {
    const element = event.target.closest("[data-at]");
    if (!element || !state.text) return;
    const [start, end] = element.dataset.at.split("-").map(Number);
    for (const q of state.questions) {
      const k = q.mentions.findIndex(m => m.document === state.text.name && m.start === start && m.end === end);
      if (k >= 0) { event.preventDefault(); show(q, k).then(filter); return; }
    }
    tell("No guess: a list or a person says so.");
  });
  const cell = text => /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  $("download").addEventListener("click", () => {
    const lines = [...new Set(state.decided.map(r => state.columns.map(c => cell(r[c] || "")).join(",")))].sort();
    const link = make("a", { download: "decisions.csv", href: URL.createObjectURL(new Blob([`${[state.columns.join(","), ...lines].join("\n")}\n`], { type: "text/csv" })) });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  addEventListener("beforeunload", event => { if (embedded && state.undo.length) event.preventDefault(); });

  /* the two panes scroll together, by how far down each is */
  let leader = null;
  for (const [one, other] of [["edition", "source"], ["source", "edition"]]) {
    $(one).addEventListener("pointerenter", () => { leader = one; });
    $(one).addEventListener("focus", () => { leader = one; });
    $(one).addEventListener("scroll", () => {
      if (leader !== one) return;
      const a = $(one), b = $(other);
      b.scrollTop = a.scrollTop / Math.max(1, a.scrollHeight - a.clientHeight) * (b.scrollHeight - b.clientHeight);
    });
  }
  /* what another window decides is seen here too */
  if (!embedded) setInterval(async () => {
    if (document.hidden) return;
    try {
      const decided = await store.decided();
      if (JSON.stringify(decided) !== JSON.stringify(state.decided)) { state.decided = decided; list(); }
    } catch { tell("The server has ended. What was decided is kept."); }
  }, 3000);

  store.begin().then(begin => {
    Object.assign(state, { questions: begin.questions, decided: begin.decided, columns: begin.columns, by: begin.by });
    $("folder").textContent = begin.folder;
    $("download").hidden = !embedded;
    for (const element of [...new Set(state.questions.map(q => q.element))].sort()) $("kind").append(make("option", { value: element }, kindOf(element)));
    if (!state.questions.some(open_)) $("which").value = "all";
    filter();
    if (state.shown.length) show(state.shown[0]);
    else $("question").textContent = "There is nothing to ask.";
  }).catch(error => tell(error.message));
})();
