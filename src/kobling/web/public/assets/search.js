// Narrows the list of everything while somebody types, as search/index.py does on the server. Without it the list is whole.
"use strict";
(() => {
  const list = document.querySelector(".entries[data-all]");
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  const instead = document.getElementById("instead");
  if (!list) return;

  // The same folding as in search/folding.py: å æ ø written out, and bare; å is no accented a.
  const plain = (words, [aa, ae, oe]) => words.replaceAll("å", aa).normalize("NFKD").replace(/\p{M}/gu, "")
    .toLowerCase().replaceAll("ß", "ss").replaceAll("æ", ae).replaceAll("ø", oe).replace(/[\s\x1c-\x1f\x85]+/g, " ").trim();
  const small = (words) => words.normalize("NFKC").toLowerCase().normalize("NFKC");
  const out = (words) => plain(small(words), ["aa", "ae", "oe"]);
  const bare = (words) => plain(small(words), ["a", "ae", "o"]);
  const unique = (values) => [...new Set(values)];
  const wordsIn = (words) => unique(words.normalize("NFKC").match(/[\p{L}\p{N}]+/gu) ?? []);

  // The same stems and groups as in search/stemming.py and search/synonyms.py.
  const [minWord, minStem] = [Number(list.dataset.minWord), Number(list.dataset.minStem)];
  const lines = list.dataset.synonyms.split("; ").map((line) => line.split(", "));
  const stemmer = new Stemmer();
  const apartStems = new Map(lines.filter((line) => line.length === 1)
    .map(([word]) => [out(word), stemmer.stem(out(word))]));
  const stem = (word) => apartStems.get(word)?.length < minStem ? `=${word}` : stemmer.stem(word);
  const groupByStem = new Map();
  for (const words of lines.filter((line) => line.length > 1)) {
    const folded = unique(words.map(out));
    const stems = new Set(folded.map(stem));
    const endings = [...folded.filter((one) => one.length >= minWord), ...[...stems].filter((one) => one.length >= minStem)];
    const others = [...apartStems.values()].filter((one) => one.length >= minStem && !stems.has(one));
    const has = (token) => stems.has(token.stem) || (!others.some((one) => token.stem.endsWith(one))
      && (folded.some((one) => token.folded.startsWith(one))
        || endings.some((one) => token.folded.endsWith(one) || token.stem.endsWith(one))));
    for (const one of [...stems, ...words.map((word) => stem(bare(word)))]) {
      if (!groupByStem.has(one)) groupByStem.set(one, has);
    }
  }

  // The same levels and order as in search/index.py.
  const [ITSELF, STEM, SYNONYM, NOT_FOUND] = [0, 1, 2, 3];
  const prepare = (text) => ({ folded: `${out(text)} ${bare(text)}`, words: wordsIn(text) });
  const entries = [...list.children].map((entry) => {
    const parts = [...entry.querySelectorAll(".entry > span, .entry > a, .entry-text")].map((part) => part.textContent);
    return { entry, title: prepare(parts[1]), text: prepare(parts.join(" ")) };
  });
  let tokens = null;
  const prepareTokens = () => unique(entries.flatMap(({ text }) => text.words)).map((written) => {
    const folded = out(written);
    return { written, folded, stem: stem(folded), bareStem: stem(bare(written)) };
  });
  const writtenWhere = (test) => new Set(tokens.filter(test).map((token) => token.written));

  const queryWord = (folded) => {
    const parts = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
    const own = stem(parts.length === 1 ? parts[0] : folded);
    const has = groupByStem.get(own);
    const sameStem = writtenWhere((token) => token.stem === own || token.bareStem === own);
    const synonyms = has ? writtenWhere(has) : new Set();
    return (text) => {
      if (text.folded.includes(folded)) return [ITSELF, ""];
      for (const [level, words] of [[STEM, sameStem], [SYNONYM, synonyms]]) {
        const through = text.words.find((word) => words.has(word));
        if (through) return [level, through];
      }
      return [NOT_FOUND, ""];
    };
  };

  const show = ({ entry }, through) => {
    entry.querySelector(".entry-through")?.remove();
    if (!through.length) return;
    const reason = document.createElement("p");
    reason.className = "entry-through quiet small";
    reason.textContent = list.dataset.through.replace("{words}", () => through.join(", "));
    entry.append(reason);
  };

  const narrow = () => {
    const typed = [...field.value].slice(0, field.maxLength).join("").replace(/[\p{Cc}\p{DI}]/gu, " ");
    const asked = unique(out(typed).split(" ").filter(Boolean));
    if (asked.length) tokens ??= prepareTokens();
    const find = asked.map(queryWord);
    const worst = (text) => Math.max(ITSELF, ...find.map((one) => one(text)[0]));
    const ranked = entries.map((one) => ({ one, level: worst(one.text), inTitle: worst(one.title) }));
    ranked.sort((a, b) => a.level - b.level || a.inTitle - b.inTitle);
    const hits = ranked.filter(({ level }) => level < NOT_FOUND);
    for (const { one, level } of ranked) {
      one.entry.hidden = level === NOT_FOUND;
      show(one, one.entry.hidden ? [] : unique(find.map((word) => word(one.text)[1]).filter(Boolean)));
    }
    list.append(...hits.map(({ one }) => one.entry));
    instead.hidden = hits.length > 0;
    if (!asked.length) found.textContent = "";
    else if (!hits.length) found.textContent = found.dataset.none;
    else found.textContent = hits.length === 1 ? found.dataset.one : found.dataset.more.replace("{number}", hits.length);
  };

  field.value = new URLSearchParams(location.search).get("q") || field.value;
  field.addEventListener("input", narrow);
  field.form.addEventListener("submit", (event) => { event.preventDefault(); narrow(); });
  narrow();
})();
