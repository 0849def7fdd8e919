// The reader: opens at a unit, marks the words cited, finds words, shows pages, copies with the reference.
"use strict";
(() => {
  const { $, $$, mark, parseSpans, markPicture, copyQuote, done, CITED } = casebook;
  const main = $("#content");
  const former = JSON.parse(main.dataset.former);
  let marked = [];

  // #<unit id>, #<printed label>, either with "~" and the characters to mark.
  function target() {
    const [name, spans] = decodeURIComponent(location.hash.slice(1)).split("~");
    if (!name) return {};
    const id = former.aliases[name] || name;
    let unit = document.getElementById(id);
    if (unit && !unit.matches(".cb-unit, .cb-heading, tr")) unit = unit.closest(".cb-unit, .cb-heading");
    unit ||= $(`.cb-unit[data-label="${CSS.escape(name)}"]`);
    return { name, unit, spans };
  }

  function open() {
    unmark();
    $$(".cb-here").forEach((each) => each.classList.remove("cb-here"));
    const { name, unit, spans } = target();
    const gone = $(".cb-gone");
    gone.hidden = true;
    if (!name || name === "content") return;
    if (!unit) {
      gone.textContent = former.tombstones.includes(name)
        ? "The passage of this link stood in an earlier edition of this review and is gone."
        : `There is no passage “${name}” in this review.`;
      gone.hidden = false;
      return;
    }
    equip(unit.closest(".cb-stretch"));
    unit.classList.add("cb-here");
    marked = mark(unit, parseSpans(spans));
    for (const details of $$("details", main)) if (details.contains(unit)) details.open = true;
    unit.setAttribute("tabindex", "-1");
    unit.focus({ preventScroll: true });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    requestAnimationFrame(() => (marked[0]?.offsetParent ? marked[0] : unit).scrollIntoView({ block: "center", behavior: still ? "auto" : "instant" }));
  }

  function unmark() {
    for (const each of marked) each.replaceWith(...each.childNodes);
    marked = [];
  }

  // What the last answer cites in this review, marked in the margin.
  function margin() {
    let last = {};
    try {
      last = JSON.parse(sessionStorage.getItem(CITED) || "{}");
    } catch {}
    const here = (last.cited || []).filter(({ href }) => new URL(href, location.href).pathname === location.pathname);
    if (last.from) wayBack(last, here);
    for (const { href } of here) {
      const url = new URL(href, location.href);
      const unit = document.getElementById(decodeURIComponent(url.hash.slice(1)).split("~")[0]);
      const place = unit && $(".cb-margin", unit);
      if (!place || $(".cb-cite-mark", place)) continue;
      const made = document.createElement("a");
      made.className = "cb-cite-mark";
      made.href = url.hash;
      made.textContent = "cited";
      made.title = "Cited in the last answer";
      place.append(made);
      unit.classList.add("cb-was-cited");
    }
  }

  // Beside the text: the way back to the answer, and all its places in this review.
  function wayBack({ from, question }, here) {
    const made = document.createElement("section");
    made.className = "cb-way";
    made.setAttribute("aria-label", "The last answer");
    const back = document.createElement("a");
    back.className = "cb-back";
    back.href = from;
    back.textContent = "Back to the answer";
    back.title = question;
    made.append(back);
    if (here.length) {
      const list = document.createElement("ol");
      for (const { href, place } of here) {
        const item = document.createElement("li");
        item.append(Object.assign(document.createElement("a"), { href: new URL(href, location.href).hash, textContent: place }));
        list.append(item);
      }
      const name = document.createElement("p");
      name.textContent = "It cites here";
      made.append(name, list);
    }
    $(".cb-side").prepend(made);
  }

  // ---- find ----------------------------------------------------------------------------------------------------

  let found = [], at = -1;
  function find(text) {
    CSS.highlights?.clear();
    found = [];
    at = -1;
    const wanted = text.trim().toLowerCase();
    if (wanted.length > 1) {
      const walker = document.createTreeWalker($(".cb-document"), NodeFilter.SHOW_TEXT, {
        acceptNode: (node) => (node.parentElement.closest("[data-at]") ? 1 : 2),
      });
      for (let node = walker.nextNode(); node && found.length < 2000; node = walker.nextNode()) {
        const low = node.data.toLowerCase();
        for (let from = low.indexOf(wanted); from >= 0; from = low.indexOf(wanted, from + wanted.length)) {
          const range = new Range();
          range.setStart(node, from);
          range.setEnd(node, from + wanted.length);
          found.push(range);
        }
      }
      CSS.highlights?.set("cb-find", new Highlight(...found));
    }
    $(".cb-find-n").textContent = wanted.length > 1 ? (found.length ? `${found.length} found` : "none") : "";
  }

  function step(by) {
    if (!found.length) return;
    at = (at + by + found.length) % found.length;
    CSS.highlights?.set("cb-find-now", new Highlight(found[at]));
    found[at].startContainer.parentElement.scrollIntoView({ block: "center" });
    $(".cb-find-n").textContent = `${at + 1} of ${found.length}`;
  }

  // ---- tools ---------------------------------------------------------------------------------------------------

  // Buttons of a unit, made when it comes near the screen: a long review has a thousand units.
  const link = (unit) => encodeURIComponent(unit.id).replace(/%3A/g, ":");
  const act = (name, does, more) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "cb-quiet", textContent: name, ...more });
    made.dataset.act = does;
    return made;
  };
  function acts(unit) {
    const made = document.createElement("span");
    made.className = "cb-acts";
    for (const [name, form, title] of [["Copy", "text", "Copy words and reference as text"], ["Markdown", "markdown", "Copy as Markdown"], ["Rich text", "rich", "Copy with formatting, for Word or an e-mail"]]) {
      const button = act(name, "copy", { title });
      button.dataset.form = form;
      made.append(button);
    }
    const like = Object.assign(document.createElement("a"), { className: "cb-quiet", textContent: "More like this", href: `/search#like=${link(unit)}` });
    made.append(like);
    if (main.hasAttribute("data-pictures") && unit.dataset.pages) {
      made.append(act("Show the page", "page", { ariaExpanded: "false" }));
    }
    return made;
  }

  function equip(stretch) {
    if (!stretch || stretch.dataset.equipped) return;
    stretch.dataset.equipped = "yes";
    for (const unit of $$(".cb-unit", stretch)) {
      let place = $(".cb-tools", unit);
      if (!place) {
        place = Object.assign(document.createElement("div"), { className: "cb-tools cb-bare-tools" });
        ($(".cb-body", unit) || $(".cb-rowtools", unit)).append(place);
      }
      place.append(act("Copy and more", "more", { className: "cb-quiet cb-more", ariaExpanded: "false" }), acts(unit));
    }
  }

  function showPages(button) {
    const unit = button.closest(".cb-unit");
    const row = unit.tagName === "TR";
    let place = row ? unit.nextElementSibling?.matches(".cb-pages") && unit.nextElementSibling : $(".cb-pages", unit);
    if (place) {
      place.remove();
      button.setAttribute("aria-expanded", "false");
      button.textContent = "Show the page";
      return;
    }
    place = document.createElement(row ? "tr" : "div");
    place.className = "cb-pages";
    const within = row ? place.appendChild(Object.assign(document.createElement("td"), { colSpan: unit.cells.length })) : place;
    const spans = target().unit === unit ? target().spans : "";
    const whole = `0-${$$("[data-at]", unit).reduce((most, each) => Math.max(most, +each.dataset.at + each.textContent.length), 0)}`;
    for (const page of unit.dataset.pages.split(",").filter(Boolean)) {
      const figure = document.createElement("figure");
      figure.className = "cb-picture";
      Object.assign(figure.dataset, { review: main.dataset.review, page, unit: unit.id });
      const sheet = Object.assign(document.createElement("div"), { className: "cb-sheet" });
      const image = new Image();
      image.src = `/review/${encodeURIComponent(main.dataset.review)}/page/${page}.png`;
      image.alt = `Picture of page ${page} of the PDF. Its words stand in the paragraphs of this page.`;
      sheet.append(image);
      figure.append(sheet, Object.assign(document.createElement("figcaption"), { textContent: `Page ${page} of the PDF` }));
      within.append(figure);
      markPicture(figure, spans || whole);
    }
    if (row) unit.after(place);
    else $(".cb-body", unit).append(place);
    button.setAttribute("aria-expanded", "true");
    button.textContent = "Hide the page";
  }

  async function copyUnit(button) {
    const unit = button.closest(".cb-unit");
    const chosen = getSelection();
    const inside = chosen && !chosen.isCollapsed && unit.contains(chosen.anchorNode) && unit.contains(chosen.focusNode);
    const text = inside ? chosen.toString() : $$("[data-at]", unit).map((each) => each.textContent).join(" | ");
    const href = new URL(`#${link(unit)}`, location.href).href;
    await copyQuote(button.dataset.form, text.replace(/\s+/g, " ").trim(), [main.dataset.work, unit.dataset.place].filter(Boolean).join(", "), href);
    done(button, "Copied");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act], [data-find]");
    if (!button) return;
    if (button.dataset.find) step(+button.dataset.find);
    else if (button.dataset.act === "page") showPages(button);
    else if (button.dataset.act === "copy") copyUnit(button).catch(() => done(button, "Not allowed"));
    else if (button.dataset.act === "more") button.setAttribute("aria-expanded", String(button.closest(".cb-unit").classList.toggle("cb-open")));
  });
  $("#find").addEventListener("input", (event) => find(event.target.value));
  $("#find").addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    }
  });
  addEventListener("hashchange", open);
  // On a phone the contents stand folded above the text.
  if (innerWidth < 960) for (const each of $$(".cb-side details")) each.open = false;
  margin();
  open();
  const near = new IntersectionObserver(
    (changes) => {
      for (const { isIntersecting, target } of changes) if (isIntersecting) equip(target);
    },
    { rootMargin: "100% 0px" },
  );
  for (const stretch of $$(".cb-stretch")) near.observe(stretch);
})();
