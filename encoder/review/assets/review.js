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
  /* what a block can be said to be, and a bracket; the order is that of the buttons */
  const BLOCKS = { p: "paragraph", head: "heading", item: "list item", l: "verse", signed: "signature", dateline: "dateline", salute: "greeting or valediction", speaker: "speaker", fw: "running head or other page furniture", list: "list, an item each line", address: "address", stage: "stage direction", quote: "quotation", note: "note", byline: "byline", trailer: "closing line" };
  const LIKELY = { short: ["p", "head", "fw", "item", "signed", "dateline", "salute", "speaker", "stage"], lines: ["p", "l", "list", "address", "item", "head", "signed", "quote", "fw"], long: ["p", "quote", "item", "note", "head", "stage", "l", "salute", "fw"] };
  const BRACKETS = { supplied: "insertion", gap: "gap", unclear: "doubtful reading", note: "note", sic: "mistake, as it stands", add: "addition", del: "deletion", incident: "event", stamp: "stamp", "": "text as any other" };
  const CLASSES = { persName: ["person", "p"], placeName: ["place", "l"], orgName: ["organisation", "o"], date: ["date", "t"], term: ["term", "m"] };
  const BLOCK = "block", BRACKET = "bracket";
  const kindOf = element => NAMES[element] || KINDS[element] || BLOCKS[element === "lg" ? "l" : element] || element;
  const article = words => /^[aeiou]/.test(words) ? "an" : "a";

  /* where decisions are kept: by the server, or in this file until they are downloaded */
  const embedded = $("data") && JSON.parse($("data").textContent);
  const same = (a, b) => state.columns.every(c => (a[c] || "") === (b[c] || ""));
  const spoken = row => [row.document, row.exact, ...(row.scope === "here" ? [row.prefix, row.suffix] : ["", ""]), row.scope].join("\u0000");
  const question = row => [spoken(row), [BRACKET, BLOCK].includes(row.decision) ? "" : row.element, ["yes", "no", "is"].includes(row.decision) ? "" : row.decision].join("\u0000");
  /* that words are a place takes the place of their being a person */
  const naming = row => ["yes", "is", "date"].includes(row.decision) && (row.element || "date") in { ...NAMES, idno: 1 };
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
      const keys = new Set(new_.map(question)), said = new Set(new_.filter(naming).map(spoken));
      const gives = r => keys.has(question(r)) || (naming(r) && said.has(spoken(r)));
      const decided = [...before.filter(r => !gives(r)), ...new_];
      return { added: new_, displaced: before.filter(r => gives(r) && !new_.some(x => same(x, r))), decided };
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
  const open_ = q => q.cert !== "high" && (q.element !== REPORT || q.mentions.some(m => m.places)) && (q.about !== BLOCK || q.cert === "low" || q.mentions.some(m => m.places));
  /* whether a row answers a kind of question: that a name is a place is an answer to whether it is a person */
  const answers = (row, q) => q.about === BLOCK ? row.decision === BLOCK : row.decision === BLOCK ? false : row.decision === BRACKET ? q.about === BRACKET
    : row.element === q.element || (row.element === "" && q.element === "date") || (q.element in NAMES && naming(row));
  function answerOf(q, mention) {
    if (q.element === REPORT) return state.decided.find(r => r.document === mention.document && (mention.places || []).some(p => chosen(r, p)));
    const put = (mention.places || []).length && state.decided.find(r => r.document === mention.document && mention.places.some(p => chosen(r, p)));
    if (put) return put;
    const fitting = state.decided.filter(r => r.exact === mention.exact && answers(r, q) && (
      r.scope === "here" ? r.document === mention.document && r.prefix === mention.prefix && r.suffix === mention.suffix
        : r.scope === "document" ? r.document === mention.document : true));
    const rank = { here: 0, document: 1, everywhere: 2 };
    return fitting.sort((a, b) => rank[a.scope] - rank[b.scope])[0];
  }
  const settled = q => q.mentions.every(m => answerOf(q, m));

  function filter() {
    const which = $("which").value, kind = $("kind").value;
    state.shown = state.questions.filter(q => (!kind || (q.about === BLOCK ? BLOCK : q.element) === kind) && (
      which === "all" ? q.element !== REPORT || open_(q) : which === REPORT ? q.element === REPORT : which === LEFT ? q.mentions.some(m => m.cert === LEFT) : which === "decided" ? q.mentions.some(m => answerOf(q, m)) : (open_(q) || (kind === BLOCK && q.cert !== "high")) && (which === "doubtful" || q === state.now || !settled(q))));
    list();
  }
  function list() {
    $("questions").replaceChildren(...state.shown.slice(0, 400).map(q => {
      const n = q.mentions.length;
      const button = make("button", { type: "button", class: settled(q) ? "settled" : "", "aria-current": q === state.now ? "true" : null, onclick: () => show(q) },
        make("bdi", { class: "words" }, words(q.element === REPORT ? q.mentions[0].evidence : q.words)), make("span", { class: "kind" }, q.element === REPORT ? `${q.mentions[0].rule}, ${q.mentions[0].document}:${q.mentions[0].line}` : `${q.about === BLOCK ? "structure: " : ""}${kindOf(q.element)}, ${n}×${q.documents > 1 ? ` in ${q.documents} documents` : ""}, ${sure(q.cert)}`));
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
  const label = row => row.decision === "place-of-note" ? `the note of the mark ${row.exact}` : row.decision === BLOCK ? kindOf(row.element) : row.decision === BRACKET ? BRACKETS[row.element] : row.decision === "yes" && row.element !== state.now?.element ? `yes, ${article(kindOf(row.element))} ${kindOf(row.element)}` : row.decision === "yes" ? "yes, as it is" : row.decision === "no" ? "no" : row.decision === "extent" ? `extent: ${row.value}` : `${row.decision} ${row.value}`;
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
    const box = $("question"), answered = answerOf(q, here), block = q.about === BLOCK;
    box.dataset.about = q.about;
    const dated = q.element === "date", named = q.element in NAMES && !dated;
    const answers = make("div", { class: "answers" },
      make("button", { type: "button", class: "yes", onclick: () => decide("yes") }, here.cert === LEFT ? `Yes, ${article(kindOf(q.element))} ${kindOf(q.element)} ` : "Yes ", make("kbd", {}, "a")),
      ...(block ? [] : [make("button", { type: "button", class: "no", onclick: () => decide("no") }, `No ${kindOf(q.element)} `, make("kbd", {}, "r"))]),
      ...q.candidates.map((c, k) => make("button", { type: "button", onclick: () => decide("is", `#${c.id}`), title: c.note || null },
        make("kbd", {}, String(k + 1)), " ", make("bdi", {}, words(c.name)), c.note ? `, ${c.note.slice(0, 60)}` : "", c.count ? ` (${c.count}×)` : "")));
    const kinds = others(q, here);
    const instead = kinds.length ? make("div", { class: "answers", role: "group", "aria-label": "It is something else" }, make("span", { class: "quiet" }, "It is "), ...kinds.map(k => make("button", { type: "button", class: "other", onclick: k.act }, ...(k.key ? [make("kbd", {}, k.key), " "] : []), k.said))) : "";
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
      make("p", { class: "ask" }, "Is ", make("bdi", { class: "words" }, words(block && q.words.length > 160 ? `${q.words.slice(0, 160)}…` : q.words)), ` ${article(kindOf(q.element))} ${kindOf(q.element)}${here.value ? `: ${here.value}` : ""}? `, make("span", { class: "quiet" }, `${here.cert === LEFT ? `the rules left it out${share(here)}` : `certainty ${here.cert}${share(here)}`}; ${n > 1 ? `mention ${state.mention + 1} of ${n}` : "one mention"}`)),
      make("p", { class: "line" }, words(state.extent ? around(state.extent.start - 60, state.extent.start) : here.before), make("mark", {}, words(state.extent?.words || here.exact)), words(state.extent ? around(state.extent.end, state.extent.end + 60) : here.behind)),
      ...(answered ? [make("p", { class: "answered" }, `Decided ${answered.scope}: ${label(answered)}${answered.by ? ` (${answered.by})` : ""}`)] : []),
      answers, instead,
      ...(dated || named ? [make("div", { class: "answers" }, field, make("button", { type: "button", onclick: send }, dated ? "Set value " : "New or other ", make("kbd", {}, dated ? "v" : "n")))] : []), hits,
      ...(extent ? [make("div", { class: "answers" }, make("button", { type: "button", class: "yes", onclick: () => decide("extent", state.extent.words) }, "Take this extent ", make("kbd", {}, "Enter")))] : []),
      scopes,
      make("details", { id: "why" }, make("summary", {}, "Why? "), make("ul", {}, make("li", {}, `Rule: ${here.rule}`), ...(here.evidence || "no evidence was noted").split("; ").map(e => make("li", {}, words(e))))),
      ...(n > 1 ? [make("ol", { class: "mentions", "aria-label": "All mentions" }, ...q.mentions.slice(0, 300).map((m, k) => make("li", {}, make("button", { type: "button", "aria-current": k === state.mention ? "true" : null, onclick: () => go(k) }, `${m.document}:${m.line} `, words(m.before.slice(-25)), make("mark", {}, words(m.exact)), words(m.behind.slice(0, 30))))))] : []),
    );
  }
  const share = here => { const found = /probability (0\.\d+|1\.00)/.exec(here.evidence); return found ? `, ${Math.round(Number(found[1]) * 100)} %` : ""; };
  /* what else it may be: another class of name, another kind of bracket, another block; each with its key */
  function others(q, here) {
    if (q.about === BRACKET) return Object.entries(BRACKETS).filter(([e]) => e !== q.element).map(([e, said], k) => ({ key: k < 9 ? String(k + 1) : "0", said, act: () => decide(BRACKET, "", e) }));
    if (q.about === BLOCK) {
      const now = q.element === "lg" ? "l" : q.element, text = state.text.points.slice(here.start, here.end);
      const form = text.includes("\n") ? "lines" : text.length > 120 ? "long" : "short";
      const order = [...new Set([...LIKELY[form], ...Object.keys(BLOCKS)])].filter(e => e !== now && (form === "lines" || e !== "list"));
      const notes = (here.places || []).map((p, k) => ({ said: `the note of “${p.before.slice(-18)}[${p.exact}]${p.behind.slice(0, 10)}”, line ${p.line}`, act: () => place(k) }));
      return [...notes, ...order.map(e => ({ said: BLOCKS[e], act: () => decide(BLOCK, "", e) }))].map((o, k) => ({ ...o, key: k < 9 ? String(k + 1) : "" }));
    }
    if (!(q.element in NAMES)) return [];
    return Object.entries(CLASSES).filter(([e]) => e !== q.element && !(q.element === "gloss" && e === "term")).map(([e, [said, key]]) => ({ key, said: `${article(said)} ${said}`, act: () => decide("yes", "", e) }));
  }
  async function go(k) {
    const n = state.now.mentions.length;
    state.mention = (k + n) % n; state.extent = null;
    await open(state.now.mentions[state.mention].document);
    if (state.text?.name !== state.now.mentions[state.mention].document) return;
    card(); mark();
  }

  let turn = 0;
  async function open(name) {
    const mine = ++turn;
    if (state.text?.name === name) return;
    const text = await store.document(name);
    if (mine === turn) put(text, false); /* else another was asked for meanwhile */
  }
  /* the edition encoded anew after a decision; for a long text that takes its time, and nobody waits for it */
  let working = null, wanted = null;
  function refresh(name) {
    wanted = name;
    working ||= (async () => {
      while (wanted) {
        const now = wanted;
        wanted = null;
        const text = await store.document(now);
        if (!wanted && state.text?.name === now) put(text, true);
      }
    })().finally(() => { working = null; });
    return working;
  }
  function put(text, again) {
    const { name } = text;
    state.text = { ...text, points: state.text?.text === text.text ? state.text.points : Array.from(text.text), source: state.text?.text === text.text ? state.text.source : null };
    state.text.source ||= laid(text.text);
    const top = $("edition").scrollTop;
    const parsed = new DOMParser().parseFromString(text.html, "text/html");
    $("edition").replaceChildren(...parsed.body.childNodes);
    for (const link of $("edition").querySelectorAll("a")) if (!(link.getAttribute("href") || "").startsWith("#")) link.removeAttribute("href");
    const doubts = new Map(state.questions.filter(q => q.about === BLOCK).flatMap(q => q.mentions.filter(m => m.document === name).map(m => [`${m.start}-${m.end}`, m.cert])));
    state.text.places = [...$("edition").querySelectorAll("[data-at]")].map(element => {
      const [start, end] = element.dataset.at.split("-").map(Number), block = !element.matches(MARKED);
      if (block && doubts.has(element.dataset.at)) element.classList.add(`doubt-${doubts.get(element.dataset.at)}`);
      return { element, at: element.dataset.at, start, end, block };
    });
    $("edition").scrollTop = again ? top : 0;
    $("where").textContent = name;
  }
  /* elements that mark words; all others with a place are blocks */
  const MARKED = ".name, .date, .gap, .incident, .supplied, .unclear, .sic, .corr, .add, .del, .hi, .foreign, .ref, .code, .stamp, .desc, .ex, .idno, time, a";
  const spot = mention => state.extent || { start: mention.start, end: mention.end };
  /* the source is laid out once for a text; only the lines that are marked change */
  function laid(text) {
    const rows = [], starts = [];
    let at = 0;
    for (const [k, line] of text.split("\n").entries()) {
      starts.push(at);
      rows.push(make("div", { class: "row" }, make("span", { "aria-hidden": "true" }, String(k + 1)), make("span", {}, words(line))));
      at += /[\ud800-\udbff]/.test(line) ? Array.from(line).length + 1 : line.length + 1;
    }
    $("source").replaceChildren(...rows);
    return { rows, starts, marked: [] };
  }
  function unmark(source) {
    for (const k of source.marked) source.rows[k].lastChild.replaceChildren(words(line(k)));
    source.marked = [];
  }
  const line = k => { const { starts } = state.text.source; return state.text.points.slice(starts[k], k + 1 < starts.length ? starts[k + 1] - 1 : undefined).join(""); };
  function mark() {
    const q = state.now, here = q.mentions[state.mention], { start, end } = spot(here), { source } = state.text;
    unmark(source);
    let k = 0, high = source.starts.length;
    while (high - k > 1) { const middle = (k + high) >> 1; if (source.starts[middle] <= start) k = middle; else high = middle; }
    for (; k < source.starts.length && source.starts[k] < end; k++) {
      const points = Array.from(line(k)), at = source.starts[k];
      const a = Math.max(0, Math.min(points.length, start - at)), b = Math.max(0, Math.min(points.length, end - at));
      if (b <= a) continue;
      source.rows[k].lastChild.replaceChildren(words(points.slice(0, a).join("")), make("mark", {}, words(points.slice(a, b).join(""))), words(points.slice(b).join("")));
      source.marked.push(k);
    }
    if (source.marked.length) source.rows[source.marked[0]].querySelector("mark").scrollIntoView({ block: "center" });
    for (const element of $("edition").querySelectorAll(".now, .also")) element.classList.remove("now", "also");
    const also = new Set(q.mentions.filter(m => m !== here && m.document === here.document).map(m => `${m.start}-${m.end}`));
    let near = null, now = null;
    for (const p of state.text.places) {
      if (also.has(p.at)) p.element.classList.add("also");
      const same = p.start === here.start && p.end === here.end && (p.block === (q.about === BLOCK));
      if (same || (q.about !== BLOCK && p.start < end && p.end > start && p.element.classList.contains("name"))) { p.element.classList.add("now"); now ||= p.element; }
      if (p.start <= start && (!near || p.start >= near.start)) near = p; /* what was left out has no element: the one before it is near */
    }
    (now || near?.element)?.scrollIntoView({ block: "center" });
  }

  /* one word more or fewer: the words of the source between white space */
  function stretch(end, more) {
    if (state.now.element === REPORT || state.now.about === BLOCK) return;
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
  const complaints = () => (state.text?.problems || []).filter(p => p.said.includes("decision-")).map(p => p.said);
  const decide = (decision, value = "", element = null) => inTurn(async () => {
    const q = state.now, here = q.mentions[state.mention], before = state.text?.name === here.document ? complaints() : [];
    if (q.about === BLOCK && decision === "no") { tell("Say what it is: choose by a number, or with the mouse."); return; }
    if (q.about === BLOCK && decision === "yes") { decision = BLOCK; element = q.element === "lg" ? "l" : q.element; }
    if (q.element === REPORT) { tell(here.places ? "Choose one of the marks by its number." : "This is corrected in the text or in the edition."); return; }
    if (q.element !== "date" && !(q.element in NAMES) && decision === "is") return;
    const scope = decision === "extent" ? "here" : state.scope;
    const row = { document: scope === "everywhere" ? "" : here.document, exact: here.exact, prefix: scope === "here" ? here.prefix : "", suffix: scope === "here" ? here.suffix : "", element: element ?? q.element, scope, decision, value };
    const changed = await store.change([row], []);
    state.undo.push({ add: changed.displaced, remove: changed.added, id: q.id, mention: state.mention });
    tell(`${q.words}: ${label(row)}, ${scope}`);
    if (state.now !== q) { state.decided = changed.decided; state.text = null; await show(state.now, state.mention); return; }
    const unfit = await after(changed.decided, here, before);
    if (unfit) return; /* it does not fit there, and stays in focus */
    if (state.now !== q) return;
    const next = q.mentions.findIndex((m, k) => k > state.mention && !answerOf(q, m));
    if (next >= 0) await go(next); else move(1);
  });
  const PATIENCE = 700;
  async function after(decided, here, before = complaints()) {
    state.decided = decided;
    list();
    let late = false; /* whoever decided is at the next question already */
    const done = refresh(here.document).then(() => {
      const fresh = complaints().find(c => !before.includes(c));
      if (fresh) tell(fresh);
      if (state.text?.name !== here.document || !state.now) return Boolean(fresh);
      for (const p of state.text.places) if (p.at === `${here.start}-${here.end}`) p.element.classList.add("flash");
      if (late && state.now.mentions[state.mention]?.document === here.document) mark();
      if (fresh && !late) card();
      return Boolean(fresh);
    }).catch(error => tell(error.message));
    return Promise.race([done, new Promise(resolve => { setTimeout(() => { late = true; resolve(false); }, PATIENCE); })]);
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
    b: () => blockOf(state.now.mentions[state.mention]),
    w: () => { const why = $("why"); if (why) why.open = !why.open; }, ArrowRight: () => go(state.mention + 1), ArrowLeft: () => go(state.mention - 1),
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
    const other = others(state.now, state.now.mentions[state.mention]).find(o => o.key === event.key);
    if (other) { event.preventDefault(); other.act(); return; }
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
  const asked = (name, place) => {
    for (const q of state.questions) {
      const k = (q.about === BLOCK) === place.block ? q.mentions.findIndex(m => m.document === name && m.start === place.start && m.end === place.end) : -1;
      if (k >= 0) return [q, k];
    }
    return null;
  };
  const placeOf = node => { const element = node.closest("[data-at]"); return element && state.text.places.find(p => p.element === element); };
  $("edition").addEventListener("click", event => {
    if (!state.text || String(getSelection())) return;
    const place = placeOf(event.target), found = place && asked(state.text.name, place);
    if (found) { event.preventDefault(); show(...found).then(filter); }
    else if (place && !place.block) { event.preventDefault(); anew(place); }
  });
  $("edition").addEventListener("dblclick", event => {
    const block = state.text && event.target.closest(`[data-at]:not(${MARKED.replaceAll(", ", "):not(")})`), place = block && placeOf(block);
    if (place) { getSelection().removeAllRanges(); anew(place); }
  });
  /* what the rules are sure of can be questioned too */
  const ELEMENTS = { person: "persName", place: "placeName", org: "orgName", term: "term" };
  function elementOf(place) {
    const classes = [...place.element.classList];
    if (place.element.classList.contains("name")) return classes.find(c => c in NAMES) || ELEMENTS[classes.find(c => c in ELEMENTS)] || "persName";
    return classes.find(c => c in BLOCKS || c in KINDS || c in NAMES || c === "lg") || "p";
  }
  function anew(place) {
    const found = asked(state.text.name, place);
    if (found) { show(...found).then(filter); return; }
    const { points, source } = state.text, element = elementOf(place), about = place.block ? BLOCK : points[place.start] === "[" || points[place.start] === "(" ? BRACKET : "name";
    const one = (from, to) => points.slice(Math.max(0, from), to).join("");
    const all = one(place.start, place.end).trim(), cut = place.block ? all.split(/\s+/).slice(0, 40).join(" ") : all.split(/\s+/).join(" ");
    const end = place.block && all.split(/\s+/).length > 40 ? place.start + Array.from(all.match(/^(?:\S+\s+){40}/)[0].trimEnd()).length : place.end;
    const before = one(place.start - 400, place.start), behind = one(end, end + 400);
    const prefix = before.trim() ? before.trim().split(/\s+/).slice(-5).join(" ") + (/\s$/.test(before) ? " " : "") : "";
    const suffix = behind.trim() ? (/^\s/.test(behind) ? " " : "") + behind.trim().split(/\s+/).slice(0, 5).join(" ") : "";
    const at = source.starts.findLastIndex(x => x <= place.start);
    const mention = { document: state.text.name, start: place.start, end: place.end, line: at + 1, cert: "high", value: "", rule: "", evidence: "The rules were sure of it, or a list or a person says so.", exact: cut, prefix, suffix, before: around(place.start - 60, place.start), behind: around(place.end, place.end + 60) };
    const q = { id: `own-${place.at}-${state.text.name}-${about}`, element, words: cut, cert: "high", about, documents: 1, mentions: [mention], candidates: [] };
    state.questions.push(q);
    show(q).then(filter);
  }
  function blockOf(mention) {
    const around_ = state.text.places.filter(p => p.block && p.start <= mention.start && mention.end <= p.end && p.element.matches(":not(.opener)"));
    const smallest = around_.sort((a, b) => (a.end - a.start) - (b.end - b.start))[0];
    if (smallest) anew(smallest); else tell("No block stands around it.");
  }
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
    for (const element of [...new Set(state.questions.map(q => q.about === BLOCK ? BLOCK : q.element))].sort()) $("kind").append(make("option", { value: element }, element === BLOCK ? "headings and structure" : kindOf(element)));
    if (!state.questions.some(open_)) $("which").value = "all";
    filter();
    if (state.shown.length) show(state.shown[0]);
    else $("question").textContent = "There is nothing to ask.";
  }).catch(error => tell(error.message));
})();
