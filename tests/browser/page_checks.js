// Checks of a rendered page, each a list of faults in words; an empty list is a good page.
"use strict";
(() => {
  // A check changes neither styles nor layout, so each is asked for once.
  const memories = [];
  const remembered = (compute) => {
    const known = new Map();
    memories.push(known);
    return (key) => {
      if (!known.has(key)) known.set(key, compute(key));
      return known.get(key);
    };
  };
  const withoutMemories = (check) => (...given) => {
    for (const known of memories) known.clear();
    return check(...given);
  };

  const round = (number) => Math.round(number * 10) / 10;
  const named = (element) => {
    const words = (element.textContent || element.value || "").trim().replace(/\s+/g, " ").slice(0, 40);
    const kind = element.getAttribute("class");
    return `<${element.localName}${kind ? ` class="${kind}"` : ""}> “${words}”`;
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  // Words for screen readers alone are clipped to nothing, or to one pixel.
  const isScreenReaderOnly = remembered((element) => {
    const style = getComputedStyle(element);
    const clipped = style.clipPath !== "none" || (style.clip !== "auto" && style.clip !== "");
    if (style.clipPath === "inset(50%)" || (clipped && element.getBoundingClientRect().width <= 2)) return true;
    return element.parentElement !== null && isScreenReaderOnly(element.parentElement);
  });
  const isScrollable = remembered((element) => /auto|scroll/.test(getComputedStyle(element).overflowX));
  const scroller = remembered((element) =>
    isScrollable(element) ? element : element.parentElement && scroller(element.parentElement));

  const overflowing = (withoutPictures = false) => {
    const root = document.documentElement;
    const found = [];
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide on ${root.clientWidth}`);
    for (const element of all("body *")) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || isScreenReaderOnly(element) || scroller(element)) continue;
      if (withoutPictures && element.closest("svg, math")) continue;
      // A skip link waits wholly outside until it has focus.
      if (box.right > root.clientWidth + 1 || (box.left < -1 && box.right > 0)) {
        found.push(`${named(element)} reaches from ${round(box.left)} to ${round(box.right)}`);
      }
    }
    for (const element of all("body *").filter(isScrollable)) {
      if (element.scrollWidth <= element.clientWidth || element.matches("input, textarea")) continue;
      if (!element.matches("[role=region][tabindex='0']")) found.push(`${named(element)} scrolls sideways and is not marked as a region to scroll`);
    }
    return found;
  };

  const clipped = () => all("body *").filter((element) => {
    const style = getComputedStyle(element);
    if (isScreenReaderOnly(element) || element.ownerSVGElement || element.matches("input, textarea, svg")) return false;
    const across = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const down = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    return across || down;
  }).map((element) => `${named(element)} is cut off`);

  // The ink of a line of text: its box without the air over and under the letters.
  const ink = (box) => ({
    left: box.left, right: box.right, top: box.top + box.height * 0.22, bottom: box.bottom - box.height * 0.22,
  });
  const overlap = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
  const lines = (withoutPictures) => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || !shown(parent) || isScreenReaderOnly(parent) || parent.closest("textarea, title, desc")) continue;
      if (withoutPictures && parent.closest("svg, math")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const clip = scroller(parent)?.getBoundingClientRect();
      for (const box of range.getClientRects()) {
        if (clip && (box.left > clip.right || box.right < clip.left)) continue;
        if (box.width > 1) found.push({ node, parent, box: ink(box) });
      }
    }
    return found.sort((one, other) => one.box.top - other.box.top);
  };
  const overlapping = (withoutPictures = false) => {
    const found = [];
    const texts = lines(withoutPictures);
    for (const [place, one] of texts.entries()) {
      for (let next = place + 1; next < texts.length && texts[next].box.top <= one.box.bottom; next += 1) {
        const other = texts[next];
        if (one.node !== other.node && overlap(one.box, other.box)) {
          found.push(`${named(one.parent)} lies on ${named(other.parent)}`);
        }
      }
    }
    return found;
  };

  // A cell with more lines than a paragraph is read as one, not as a cell.
  const tallCells = (most) => {
    const inCells = Map.groupBy(lines(true), (line) => line.parent.closest("td, th"));
    inCells.delete(null);
    return [...inCells].filter(([, texts]) => {
      const isBelow = (text, place) => place === 0 || text.box.top > texts[place - 1].box.bottom;
      return texts.filter(isBelow).length > most;
    }).map(([cell]) => `${named(cell)} has more than ${most} lines`);
  };

  const textOutsideCharts = () => all("svg.chart text").filter((text) => {
    const box = text.getBoundingClientRect();
    const frame = text.closest("svg.chart").getBoundingClientRect();
    const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1;
    const inked = ink(box);
    return !inside || inked.top < frame.top - 1 || inked.bottom > frame.bottom + 1;
  }).map((text) => `${named(text)} is outside its chart`);

  const smallText = (least) => all("svg.chart text")
    .filter((text) => parseFloat(getComputedStyle(text).fontSize) < least)
    .map((text) => `${named(text)} is ${getComputedStyle(text).fontSize}`);

  // A link among other words is as tall as its line; everything else is there to be hit.
  const isInSentence = (element) =>
    getComputedStyle(element).display === "inline" &&
    [...element.parentElement.childNodes].some((node) => node !== element && node.nodeType === Node.TEXT_NODE && /\p{L}/u.test(node.data));
  const smallTargets = (least) => all("a[href], button, summary, input, textarea, select")
    .filter((element) => !isScreenReaderOnly(element) && !isInSentence(element))
    .filter((element) => {
      const boxes = [...element.getClientRects()];
      const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
      const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      return height < least - 0.5 || width < least - 0.5;
    })
    .map((element) => {
      const box = element.getBoundingClientRect();
      return `${named(element)} is ${round(box.width)} by ${round(box.height)}`;
    });

  // Colours, as a browser computed them.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const parts = remembered((colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  });
  const luminance = (colour) => {
    const [red, green, blue] = parts(colour).slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = remembered((element) => {
    const colour = getComputedStyle(element).backgroundColor;
    if (parts(colour)[3] === 255) return colour;
    if (element.parentElement) return behind(element.parentElement);
    return getComputedStyle(document.documentElement).colorScheme.includes("dark") &&
      matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#fff";
  });
  const lowContrastIn = (selector, property, least) => all(selector).flatMap((element) => {
    const colour = getComputedStyle(element)[property];
    const ratio = contrast(colour, behind(element));
    return ratio < least ? [`${named(element)} has ${property} ${colour}, ${round(ratio)}:1`] : [];
  });
  const lowContrastCharts = () => [
    ...lowContrastIn("svg.chart text", "fill", 4.5),
    ...lowContrastIn(".chart-line, .chart-target, .chart-path, .chart-zero", "stroke", 3),
    ...lowContrastIn(".chart-dot, .chart-bar", "fill", 3),
    ...lowContrastIn(".chart-area, .chart-former, .chart-baseline, .chart-edge, .chart-interval-edge", "stroke", 3),
  ];

  // The keyboard.
  const focus = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const everything = [...document.querySelectorAll("*")];
    return {
      tag: element.localName,
      words: (element.textContent || element.value || "").trim().replace(/\s+/g, " "),
      href: element.href || "",
      place: everything.indexOf(element),
      left: box.left, top: box.top + scrollY, right: box.right, bottom: box.bottom + scrollY,
      ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
      contrast: contrast(style.outlineColor, behind(element.parentElement)),
      onScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      inMain: Boolean(element.closest("main")),
    };
  };

  const openDetails = () => { for (const one of document.querySelectorAll("details")) one.open = true; };
  // The four distances of WCAG 1.4.12, which a reader may ask for.
  const applyTextSpacing = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };

  // Several checks in one call, since to ask for one takes a browser longer than to make it.
  const layout = (withAir = false) => {
    openDetails();
    if (withAir) applyTextSpacing();
    return [...overflowing(withAir), ...clipped(), ...overlapping(withAir)];
  };
  const screen = (leastTarget, mostLines) => ({
    lost: [...layout(), ...smallTargets(leastTarget)],
    tall: mostLines === null ? [] : tallCells(mostLines),
  });

  const checks = {
    clipped, tallCells, lowContrastCharts, focus, overlapping, textOutsideCharts, smallText, smallTargets, layout, screen,
    overflowing, openDetails,
  };
  globalThis.pageChecks = Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [name, withoutMemories(check)]),
  );
})();
