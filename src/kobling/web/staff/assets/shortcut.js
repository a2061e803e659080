// Ctrl+K, or Command+K on a Mac, opens the search from any working page. Without a script the menu leads there.
"use strict";
(() => {
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  document.addEventListener("keydown", (event) => {
    const link = document.querySelector("a[aria-keyshortcuts]");
    const isHeld = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (!link || !isHeld || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    const field = document.querySelector('form[role="search"] #q');
    if (field && link.getAttribute("aria-current")) field.focus();
    else window.location.assign(link.href);
  });
})();
