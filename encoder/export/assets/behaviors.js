"use strict";
/* Behaviours for CETEIcean:
 *   const tei = new CETEI();
 *   tei.addBehaviors(teiEncoderBehaviors);
 *   tei.getHTML5("edition.xml", data => document.getElementById("text").append(data));
 * Notes are collected at the foot, linked both ways; names get their entry as a title. Words are put in as text, never as markup. */
const teiEncoderBehaviors = {
  tei: {
    note(element) {
      if (element.getAttribute("place") === "inline" || element.closest("tei-standoff, tei-teiheader")) return null;
      const text = element.closest("tei-text");
      if (!text) return null;
      const home = text.parentElement ?? text;
      let foot = home.querySelector("ol.tei-encoder-notes");
      if (!foot) {
        foot = document.createElement("ol");
        foot.className = "tei-encoder-notes";
        foot.style.listStyle = "none";
        text.after(foot);
      }
      const number = foot.children.length + 1, label = element.getAttribute("n") === "0" ? "*" : element.getAttribute("n") || String(number);
      const mark = document.createElement("a"), item = document.createElement("li"), back = document.createElement("a"), body = document.createElement("span");
      mark.id = `note-mark-${number}`;
      mark.href = `#note-text-${number}`;
      mark.textContent = back.textContent = label;
      mark.style.cssText = "font-size: .75em; vertical-align: super; text-decoration: none";
      item.id = `note-text-${number}`;
      back.href = `#note-mark-${number}`;
      body.append(...[...element.childNodes].map(n => n.cloneNode(true)));
      item.append(back, " ", body);
      foot.append(item);
      return mark;
    },
  },
};
for (const name of ["persName", "placeName", "orgName"]) {
  teiEncoderBehaviors.tei[name] = element => {
    const pointer = element.getAttribute("ref") || "", cert = element.getAttribute("cert");
    const entry = pointer.startsWith("#") && element.ownerDocument.getElementById(pointer.slice(1));
    const made = document.createElement("span");
    const said = [entry ? entry.firstElementChild?.textContent : "", cert ? `certainty ${cert}` : ""].filter(Boolean).join("; ");
    if (said) made.title = said.trim();
    made.append(...element.childNodes);
    return made;
  };
}
if (typeof module !== "undefined") module.exports = teiEncoderBehaviors;
