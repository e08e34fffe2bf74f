"use strict";
/* Looks whether the document has changed, and shows it again where the reader was. */
(() => {
  const place = sessionStorage.getItem("tei-place");
  if (place) scrollTo(0, Number(place));
  let known = null;
  setInterval(async () => {
    try {
      const version = await (await fetch("version")).text();
      if (known !== null && version !== known) { sessionStorage.setItem("tei-place", scrollY); location.reload(); }
      known = version;
    } catch { /* the server has ended */ }
  }, 500);
})();
