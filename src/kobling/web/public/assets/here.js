// Fills in what a page that works from any address cannot know: its own address. Nothing is hidden without it.
"use strict";
(() => {
  const here = location.href.split(/[?#]/)[0];
  for (const place of document.querySelectorAll("[data-here]")) {
    const named = place.dataset.here;
    const address = new URL(named || here, here).href;
    if ("value" in place) place.value = named ? place.value.replace(named, address) : address;
    else place.textContent = address;
  }
  document.documentElement.style.setProperty("--address", JSON.stringify(here));
  for (const button of document.querySelectorAll("button[data-prints]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
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
