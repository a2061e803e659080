// Fills in what a page that works from any address cannot know: its own address. Nothing is hidden without it.
"use strict";
(() => {
  const here = location.href.split(/[?#]/)[0];
  for (const place of document.querySelectorAll("[data-here]")) {
    const text = place.dataset.here ? place.value.replace(place.dataset.here, new URL(place.dataset.here, here).href) : here;
    if ("value" in place) place.value = text;
    else place.textContent = text;
  }
  for (const button of document.querySelectorAll("button[data-copies]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
      button.textContent = button.dataset.done;
    });
  }
})();
