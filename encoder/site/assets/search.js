"use strict";
/* Search as you type. The index lies in scripts that are loaded when they are needed; a page opened from a file may load those. */
const teiSearch = (() => {
  const form = document.getElementById("ui-search"), field = document.getElementById("ui-query");
  const found = document.getElementById("ui-found"), hits = document.getElementById("ui-hits");
  const base = `${form.dataset.root}search/`;
  const loaded = new Map(), lists = new Map(), texts = new Map();
  let about = [], bundle = 1, names = new Set(), turn = 0;
  const SIGN = /[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]/g, MOST = 30;
  const fold = text => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
  const bucket = word => Array.from(word).slice(0, 2).map(c => c.codePointAt(0).toString(16)).join("-");

  function load(name) {
    if (!loaded.has(name)) loaded.set(name, new Promise(done => {
      const script = document.createElement("script");
      script.src = base + name;
      script.onload = script.onerror = done;
      document.head.append(script);
    }));
    return loaded.get(name);
  }
  function words(query) {
    const out = [];
    for (const word of fold(query).match(/[\p{L}\p{N}_]+/gu) || []) out.push(...(word.match(SIGN) || [word]));
    return out;
  }
  async function documentsOf(word) {
    const wanted = [...names].filter(n => word.length > 1 ? n === bucket(word) : n.split("-")[0] === bucket(word));
    await Promise.all(wanted.map(n => load(`w-${n}.js`)));
    const out = new Set();
    for (const name of wanted) for (const [known, numbers] of Object.entries(lists.get(name) || {})) if (known.startsWith(word)) numbers.forEach(n => out.add(n));
    return out;
  }
  /* where the folded words stand in the text as it is: a folded sign remembers where it came from */
  function snippet(text, wanted) {
    let flat = "";
    const from = [];
    for (let k = 0; k < text.length;) {
      const sign = String.fromCodePoint(text.codePointAt(k));
      for (const c of fold(sign)) { flat += c; for (let n = 0; n < c.length; n++) from.push(k); }
      k += sign.length;
    }
    const places = [];
    for (const word of wanted) {
      for (let at = flat.indexOf(word), n = 0; at >= 0 && n < 50; at = flat.indexOf(word, at + 1), n++) {
        if (at && !word.match(SIGN) && /[\p{L}\p{N}_]/u.test(flat[at - 1])) continue;
        places.push([from[at], from[at + word.length] ?? text.length]);
      }
    }
    places.sort((a, b) => a[0] - b[0]);
    const line = document.createElement("p");
    if (!places.length) return line;
    const start = Math.max(0, places[0][0] - 90), end = Math.min(text.length, places[0][1] + 170);
    line.append(start ? "… " : "");
    let at = start;
    for (const [a, b] of places) {
      if (a < at || b > end) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(a, b);
      line.append(text.slice(at, a), mark);
      at = b;
    }
    line.append(text.slice(at, end), end < text.length ? " …" : "");
    return line;
  }
  async function search() {
    const mine = ++turn, wanted = words(field.value);
    await load("documents.js");
    if (!wanted.length) { if (mine === turn) { hits.replaceChildren(); found.textContent = ""; } return; }
    const sets = await Promise.all(wanted.map(documentsOf));
    const numbers = [...sets[0]].filter(n => sets.every(s => s.has(n))).sort((a, b) => a - b);
    const first = numbers.slice(0, MOST);
    await Promise.all(first.map(n => load(`t-${Math.floor(n / bundle)}.js`)));
    if (mine !== turn) return;
    found.textContent = `${numbers.length} document${numbers.length === 1 ? "" : "s"}${numbers.length > MOST ? `, the first ${MOST} of them` : ""}`;
    hits.replaceChildren(...first.map(n => {
      const item = document.createElement("li"), link = document.createElement("a"), [page, title, date] = about[n];
      link.href = form.dataset.root + page;
      link.textContent = date ? `${date}: ${title}` : title;
      item.append(link, snippet(texts.get(n) || "", wanted));
      return item;
    }));
  }
  field.addEventListener("input", search);
  form.addEventListener("submit", event => { event.preventDefault(); search(); });
  return {
    documents: ([list, size, parts]) => { about = list; bundle = size; names = new Set(parts); },
    words: ([name, inside]) => lists.set(name, inside),
    texts: ([start, list]) => list.forEach((text, k) => texts.set(start + k, text)),
  };
})();
