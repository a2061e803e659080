// Narrows the list of everything while somebody types. Without it the list is whole, and the server does the same.
"use strict";
(() => {
  const list = document.querySelector(".entries[data-all]");
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  if (!list) return;

  // The same folding as in search_folding.py: å æ ø written out, and bare; å is no accented a.
  const plain = (words, [aa, ae, oe]) => words.replaceAll("å", aa).normalize("NFKD").replace(/\p{M}/gu, "")
    .toLowerCase().replaceAll("æ", ae).replaceAll("ø", oe);
  const small = (words) => words.normalize("NFKC").toLowerCase().normalize("NFKC").replace(/\s+/g, " ");
  const out = (words) => plain(words, ["aa", "ae", "oe"]);
  const bare = (words) => plain(words, ["a", "ae", "o"]);
  const entries = [...list.children].map((entry) => {
    const words = small(entry.textContent);
    return { entry, words: out(words) + " " + bare(words) };
  });

  const narrow = () => {
    const asked = out(small(field.value)).split(" ").filter(Boolean);
    let number = 0;
    for (const { entry, words } of entries) {
      entry.hidden = !asked.every((word) => words.includes(word));
      if (!entry.hidden) number += 1;
    }
    if (!asked.length) found.textContent = "";
    else if (!number) found.textContent = found.dataset.none;
    else found.textContent = number === 1 ? found.dataset.one : found.dataset.more.replace("{number}", number);
  };

  field.value = new URLSearchParams(location.search).get("q") || field.value;
  field.addEventListener("input", narrow);
  field.form.addEventListener("submit", (event) => { event.preventDefault(); narrow(); });
  narrow();
})();
