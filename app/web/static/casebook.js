// The behaviour of every page. State lives in the fragment of the address, which browsers never send to a server.
"use strict";

const casebook = (() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const CITED = "casebook-cited";

  // ---- state ---------------------------------------------------------------------------------------------------

  const params = () => new URLSearchParams(location.hash.slice(1));

  function state() {
    const found = {};
    for (const [key, value] of params()) (found[key] ||= []).push(value);
    return JSON.stringify(found);
  }

  function put(next) {
    const hash = "#" + next.toString();
    if (hash === (location.hash || "#")) follow();
    else location.hash = hash;
  }

  // Called by Gradio when a person asks: the text goes into the fragment, and the fragment is followed.
  function go(text) {
    const next = params();
    for (const key of ["q", "like", "page"]) next.delete(key);
    if (text && text.trim()) next.set("q", text.trim());
    put(next);
    return [text];
  }

  // A control within what is shown anew keeps the focus.
  let focused = "";
  function refocus(live) {
    const again = focused && $(focused, live);
    if (again) again.focus({ preventScroll: true });
    focused = "";
  }

  function follow() {
    const live = $(".cb-live");
    const now = document.activeElement;
    if (live?.contains(now) && now.name) focused = `[name="${CSS.escape(now.name)}"]` + (now.type === "checkbox" ? `[value="${CSS.escape(now.value)}"]` : "");
    if (live) live.classList.add("cb-waiting");
    waiting = true;
    fill();
    clearTimeout(late);
    late = setTimeout(askWhetherAlive, 4000);
    $("#cb-follow")?.click();
  }

  // Where nothing comes for a while, the server may have been stopped or started anew; Gradio does not say so.
  // (Gradio also sets classes anew, so what is awaited is not read from them.)
  let late, waiting = false;
  async function askWhetherAlive() {
    const live = $(".cb-live");
    if (!live || !waiting) return;
    const alive = await fetch("/api/v1/health").then((response) => response.ok, () => false);
    if (alive) {
      live.classList.remove("cb-waiting");
      return void (late = setTimeout(askWhetherAlive, 4000));
    }
    waiting = false;
    live.classList.remove("cb-waiting");
    const place = $(".html-container", live) || live;
    const said = document.createElement("p");
    said.className = "cb-warning";
    said.setAttribute("role", "alert");
    said.textContent = "Casebook does not answer. Start it again with casebook serve, then reload this page; its address keeps your question.";
    place.prepend(said);
  }

  function fill() {
    const wanted = params();
    const input = $("#cb-input textarea, #cb-input input");
    const text = wanted.get("q") || "";
    if (input && document.activeElement !== input && input.value !== text) {
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (const box of $$(".cb-scope-form input[type=checkbox]"))
      box.checked = wanted.getAll(box.name).includes(box.value);
    for (const select of $$(".cb-scope-form select")) select.value = wanted.get(select.name) || "";
    chips(wanted);
  }

  // What the question is narrowed to, each part removable.
  function chips(wanted) {
    const place = $(".cb-active");
    if (!place) return;
    const form = $(".cb-scope-form");
    const made = [];
    for (const [key, value] of wanted) {
      const control = form?.querySelector(`[name="${CSS.escape(key)}"]`);
      if (!control) continue;
      const box = $$(`[name="${CSS.escape(key)}"]`, form).find((each) => each.value === value);
      const name = control.tagName === "SELECT" ? `${key === "from" ? "From" : "To"} ${value}` : box?.parentNode.textContent.trim() || value;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cb-part";
      button.append(name, Object.assign(document.createElement("span"), { textContent: "×", ariaHidden: "true" }));
      button.setAttribute("aria-label", `Stop narrowing to ${name}`);
      button.addEventListener("click", () => {
        const next = params();
        next.delete(key, value);
        put(next);
      });
      made.push(button);
    }
    place.replaceChildren(...made);
    const count = $(".cb-scope-n");
    if (count) count.textContent = made.length ? ` (${made.length})` : "";
  }

  function narrow(form) {
    const next = params();
    for (const key of new Set([...form.elements].map((each) => each.name).filter(Boolean))) next.delete(key);
    for (const each of form.elements) {
      if (each.type === "checkbox" ? each.checked : each.tagName === "SELECT" && each.value) next.append(each.name, each.value);
    }
    next.delete("page");
    put(next);
  }

  // The key comes once in the fragment, is changed for a cookie, and leaves the address.
  async function takeKey() {
    const wanted = params();
    const key = wanted.get("key");
    if (!key) return;
    wanted.delete("key");
    history.replaceState(null, "", location.pathname + (wanted.toString() ? "#" + wanted : ""));
    await fetch("/session", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key }) });
  }

  // ---- announcing ----------------------------------------------------------------------------------------------

  function say(text) {
    let place = $("#cb-status");
    if (!place) {
      place = document.createElement("div");
      place.id = "cb-status";
      place.className = "cb-sr";
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    place.textContent = "";
    setTimeout(() => (place.textContent = text), 60);
  }

  // Gradio changes what stands there in place; each piece made by the server bears a mark of its own.
  let made;
  function arrived(live) {
    const section = $("[data-made]", live);
    // The last piece is set twice, which undoes what has been opened in it meanwhile.
    if (!section || section.dataset.made === made) {
      for (const each of $$(".cb-context", live)) if (opened.has(contextKey(each))) reopenContext(each);
      return void collection.show(live);
    }
    made = section.dataset.made;
    opened.clear();
    if ($(".cb-working", live)) return; // more is to come
    waiting = false;
    live.classList.remove("cb-waiting");
    clearTimeout(late);
    refocus(live);
    const results = $(".cb-results", live);
    if (results && innerWidth < 960) for (const each of $$(".cb-facet-fold", results)) each.open = casebook.unfolded === true;
    if (results) say($(".cb-opening", results).textContent);
    if ($(".cb-collection", live)) collection.ready($(".cb-collection", live));
    const answer = $(".cb-answer", live);
    if (!answer) return;
    const cited = $$(".cb-cited", answer).map((each) => ({ href: each.dataset.href, place: each.dataset.place }));
    try {
      sessionStorage.setItem(CITED, JSON.stringify({ from: location.pathname + location.hash, question: answer.dataset.question, cited }));
    } catch {}
    const quotes = $$(".cb-quote", answer).length;
    const opening = $(".cb-opening", answer)?.textContent || "";
    say(answer.dataset.answered === "yes" ? `${opening}. ${quotes} ${quotes === 1 ? "quotation" : "quotations"}.` : opening);
  }

  // ---- cards ---------------------------------------------------------------------------------------------------

  let card, cardOf, leaving;

  function showCard(chip) {
    const scope = chip.closest(".cb-answer, .cb-results, .cb-matrix");
    const body = scope && $(`.cb-card-body[data-for="${CSS.escape(chip.dataset.card)}"]`, scope);
    if (!body) return;
    if (!card) {
      card = document.createElement("div");
      card.id = "cb-card";
      card.className = "cb-card";
      card.setAttribute("role", "tooltip");
      card.addEventListener("pointerenter", () => clearTimeout(leaving));
      card.addEventListener("pointerleave", hideSoon);
      document.body.append(card);
    }
    clearTimeout(leaving);
    cardOf?.removeAttribute("aria-describedby");
    cardOf = chip;
    chip.setAttribute("aria-describedby", "cb-card");
    card.replaceChildren(...[...body.cloneNode(true).childNodes]);
    card.hidden = false;
    const at = chip.getBoundingClientRect();
    const width = Math.min(520, innerWidth - 24);
    card.style.width = width + "px";
    card.style.left = Math.max(12, Math.min(at.left, innerWidth - width - 12)) + scrollX + "px";
    const below = innerHeight - at.bottom - 16;
    const room = Math.max(below, at.top - 16);
    card.style.maxHeight = Math.min(420, room) + "px";
    card.style.top = (below >= Math.min(card.scrollHeight, 420) || below >= at.top ? at.bottom + 6 : at.top - 6 - card.offsetHeight) + scrollY + "px";
    $("mark", card)?.scrollIntoView?.({ block: "nearest" });
  }

  function hideCard() {
    clearTimeout(leaving);
    if (card) card.hidden = true;
    cardOf?.removeAttribute("aria-describedby");
    cardOf = undefined;
  }

  const hideSoon = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hideCard, 180);
  };

  // ---- copying -------------------------------------------------------------------------------------------------

  async function copy(button) {
    const { quote, citation, href } = button.parentNode.dataset;
    await copyQuote(button.dataset.copy, quote, citation, new URL(href, location.href).href);
    done(button, "Copied");
  }

  async function copyQuote(form, quote, citation, href) {
    const text = `“${quote}” (${citation})`;
    if (form === "markdown") {
      const plain = (value) => value.replace(/([\\`*_{}\[\]<>#|!])/g, "\\$1");
      await write(`> ${plain(quote)}\n>\n> — [${plain(citation)}](${href.replace(/[()]/g, encodeURIComponent)})\n`);
    } else if (form === "rich") {
      const block = document.createElement("blockquote");
      const words = document.createElement("p");
      words.textContent = `“${quote}”`;
      const link = Object.assign(document.createElement("a"), { href, textContent: citation });
      const source = document.createElement("p");
      source.append(link);
      block.append(words, source);
      await write(text, block.outerHTML);
    } else await write(text);
  }

  async function write(text, html) {
    if (html && window.ClipboardItem) {
      const item = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) };
      await navigator.clipboard.write([new ClipboardItem(item)]);
    } else await navigator.clipboard.writeText(text);
  }

  function done(button, text) {
    const was = button.dataset.was || (button.dataset.was = button.innerHTML);
    button.textContent = text;
    say(text);
    setTimeout(() => (button.innerHTML = was), 1600);
  }

  // ---- context and page pictures -------------------------------------------------------------------------------

  // What a person has opened in the present piece. Not told from the element: setting a piece anew closes it too.
  const opened = new Set();
  const contextKey = (details) => `${details.dataset.passage} ${details.dataset.spans}`;

  function pressed(details) {
    if (details.matches(".cb-context")) opened[details.open ? "delete" : "add"](contextKey(details));
    if (details.matches(".cb-figures")) casebook.figures = !details.open;
    if (details.matches(".cb-change")) collection.opened = details.open ? "" : details.dataset.review;
  }

  function reopenContext(details) {
    if (details.open) return;
    const body = $(".cb-context-body", details);
    if (!body.childNodes.length) delete body.dataset.loaded;
    details.open = true;
  }

  async function openContext(details) {
    const body = $(".cb-context-body", details);
    if (!details.open || body.dataset.loaded) return;
    body.dataset.loaded = "yes";
    body.textContent = "Fetching the paragraph…";
    try {
      const response = await fetch(details.dataset.passage);
      if (!response.ok) throw new Error();
      body.innerHTML = await response.text();
      const spans = parseSpans(details.dataset.spans);
      mark($(".cb-this", body), spans);
      for (const figure of $$(".cb-picture", body)) markPicture(figure, details.dataset.spans);
    } catch {
      delete body.dataset.loaded;
      body.textContent = "This paragraph could not be fetched. Is the server still running?";
    }
  }

  const parseSpans = (text) =>
    (text || "").split(",").filter(Boolean).map((pair) => pair.split("-").map(Number)).filter((pair) => pair.length === 2 && pair.every(Number.isFinite));

  // Mark characters of a unit: elements with data-at say where in its text their own begins.
  function mark(within, spans, name = "") {
    const made = [];
    for (const element of $$("[data-at]", within)) {
      for (const [start, end] of [...spans].reverse()) made.push(...markIn(element, start - +element.dataset.at, end - +element.dataset.at, name));
    }
    return made;
  }

  function markIn(element, start, end, name) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const hits = [];
    let position = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const from = Math.max(start - position, 0);
      const to = Math.min(end - position, node.length);
      if (from < to) hits.push([node, from, to]);
      position += node.length;
    }
    return hits.map(([node, from, to]) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      const made = document.createElement("mark");
      if (name) made.className = name;
      range.surroundContents(made);
      return made;
    });
  }

  async function markPicture(figure, spans) {
    if (!spans) return;
    const { review, page, unit } = figure.dataset;
    const response = await fetch(`/review/${encodeURIComponent(review)}/page/${page}/words/${encodeURIComponent(unit)}/${spans}`);
    if (!response.ok) return;
    const sheet = $(".cb-sheet", figure);
    for (const box of await response.json()) {
      const made = document.createElement("i");
      made.className = "cb-overlay";
      for (const side of ["left", "top", "width", "height"]) made.style[side] = box[side] * 100 + "%";
      sheet.append(made);
    }
  }

  // ---- comparing: export what is shown -------------------------------------------------------------------------

  function matrix(table) {
    const cell = (td) => (td.dataset.quote ? `“${td.dataset.quote}” (${td.dataset.citation})` : td.classList.contains("cb-empty") ? "not stated" : td.textContent.trim());
    return $$("tr", table).map((row) => $$("th, td", row).map(cell));
  }

  async function exportMatrix(button) {
    const rows = matrix($("table", button.closest(".cb-matrix")));
    if (button.dataset.export === "markdown") {
      const line = (row) => `| ${row.map((text) => text.replace(/([\\|`*_<>\[\]])/g, "\\$1").replace(/\n/g, " ")).join(" | ")} |`;
      await write([line(rows[0]), line(rows[0].map(() => "---")).replace(/\\/g, ""), ...rows.slice(1).map(line)].join("\n") + "\n");
      return done(button, "Copied");
    }
    // A cell that a spreadsheet would take for a formula opens with an apostrophe.
    const plain = (text) => `"${text.replace(/^(?=[=+\-@\t\r])/, "'").replace(/"/g, '""')}"`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + rows.map((row) => row.map(plain).join(",")).join("\r\n")], { type: "text/csv" }));
    link.download = "casebook-comparison.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ---- folding graphic detail ------------------------------------------------------------------------------------

  const FOLD = "casebook-fold";
  const folds = () => document.documentElement.classList.contains("cb-folding");
  function folding(on) {
    document.documentElement.classList.toggle("cb-folding", on);
    for (const each of $$("[data-act=fold]")) each.setAttribute("aria-pressed", String(on));
  }

  // The mode holds on every page of this browser.
  function fold() {
    const on = !folds();
    try {
      localStorage.setItem(FOLD, on ? "yes" : "no");
    } catch {}
    folding(on);
    say(on ? "Passages with graphic detail are folded." : "All passages are shown.");
  }

  function unfold(button) {
    const within = button.closest("[data-graphic]");
    within.classList.add("cb-unfolded");
    within.setAttribute("tabindex", "-1");
    within.focus();
  }

  // ---- calls that change something ------------------------------------------------------------------------------

  // Sends JSON; gives "" or what went wrong, in words.
  async function send(method, path, body) {
    try {
      const response = await fetch(`/api/v1/${path}`, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
      if (response.ok) return "";
      if (response.status === 401) return "This needs the key: open the address that casebook serve printed.";
      const said = await response.json();
      return `${said.detail} ${said.remedy}`;
    } catch {
      return "The server does not answer. Is it still running?";
    }
  }

  // What a person says of an answer, kept in the library's folder on this machine.
  async function markAnswer(place, verdict, note = "") {
    const answer = place.closest(".cb-answer");
    const cited = $$(".cb-cited", answer).map((each) => each.dataset.unit);
    const wrong = await send("POST", "marks", { question: answer.dataset.question, verdict, cited, note });
    $("[role=status]", place).textContent = wrong || (note ? "Kept, with your reason." : "Kept on this machine.");
    if (wrong) return;
    for (const each of $$("[data-mark]", place)) each.setAttribute("aria-pressed", String(each.dataset.mark === verdict));
    $(".cb-mark-form", place).hidden = verdict === "right" || note !== "";
  }

  // ---- the collection: adding, describing, linking, removing ----------------------------------------------------

  const collection = {
    async ready(within) {
      collection.writer = (await fetch("/session")).status === 204;
      collection.show(within.closest(".cb-live"));
      if (collection.news) $(".cb-jobs", within).replaceChildren(...collection.news);
      collection.news = undefined;
      collection.sift(within);
    },
    // Changes attributes alone: what is watched for is what is added.
    show(within) {
      if (!$(".cb-collection", within) || collection.writer === undefined) return;
      $(".cb-key", within).hidden = collection.writer;
      $(".cb-add", within).hidden = !collection.writer;
      for (const each of $$(".cb-change", within)) each.hidden = !collection.writer;
      if (innerWidth < 960 && $(".cb-figures", within)) $(".cb-figures", within).open = casebook.figures === true;
      collection.reopen(within);
    },
    reopen(within) {
      const again = collection.opened && $(`.cb-change[data-review="${CSS.escape(collection.opened)}"]`, within);
      if (!again || again.hidden || again.open) return;
      const body = $(".cb-change-body", again);
      if (!body.childNodes.length) delete body.dataset.loaded;
      again.open = true;
      collection.open(again);
    },
    sift(within) {
      const sieve = $(".cb-sieve", within);
      if (!sieve) return;
      if (collection.wanted && !sieve.value) sieve.value = collection.wanted;
      collection.wanted = sieve.value;
      const words = sieve.value.toLowerCase().split(/\s+/).filter(Boolean);
      const entries = $$(".cb-entry", within);
      for (const each of entries) each.hidden = !words.every((word) => each.textContent.toLowerCase().includes(word));
      for (const each of $$(".cb-case", within)) each.hidden = !$(".cb-entry:not([hidden])", each);
      const shown = entries.filter((each) => !each.hidden).length;
      $(".cb-sieved", within).textContent = words.length ? `${shown} of ${entries.length}` : "";
    },
    async key(form) {
      const key = $("input", form).value;
      const response = await fetch("/session", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key }) });
      if (response.ok) collection.ready(form.closest(".cb-collection"));
      else $("[role=status]", form).textContent = "That is not the key of this server.";
    },
    async add(files, place) {
      const jobs = $(".cb-jobs", place);
      const line = document.createElement("p");
      jobs.prepend(line);
      const total = [...files].reduce((sum, file) => sum + file.size, 0);
      if (total > place.dataset.limit * 1e6) return void (line.textContent = `These files have ${(total / 1e6).toFixed(0)} MB together; at most ${place.dataset.limit} MB are taken at a time.`);
      line.textContent = `Sending ${files.length} ${files.length === 1 ? "file" : "files"}…`;
      const form = new FormData();
      for (const file of files) form.append("files", file);
      try {
        const response = await fetch("/api/v1/reviews", { method: "POST", body: form });
        const job = await response.json();
        if (!response.ok) return void (line.textContent = `${job.detail} ${job.remedy}`);
        await collection.watch(job.id, line);
      } catch {
        line.textContent = "The files could not be sent. Is the server still running?";
      }
    },
    async watch(id, line) {
      for (;;) {
        const job = await (await fetch(`/api/v1/jobs/${id}`)).json();
        if (job.state === "done" || job.state === "failed") {
          const told = [...job.files.map(collection.told), job.detail].filter(Boolean);
          collection.news = told; // the page is made anew, and what became of the files with it
          line.replaceChildren(...told);
          return follow();
        }
        const phase = { parse: "Reading", embed: "Indexing", index: "Indexing", waiting: "Waiting" }[job.phase] || "Waiting";
        line.textContent = `${phase} ${job.name} ${job.total ? `(${job.done} of ${job.total})` : ""}…`;
        await new Promise((next) => setTimeout(next, 400));
      }
    },
    told(file) {
      const made = document.createElement("p");
      const said = { added: "Added", replaced: "Replaced by this edition", skipped: "Is here already", duplicate: "Is here already, under another name", failed: "Could not be read" }[file.outcome];
      made.className = file.outcome === "failed" ? "cb-told cb-told-failed" : "cb-told";
      const name = document.createElement("b");
      name.textContent = file.file;
      made.append(name, `: ${said}. ${file.message} ${file.remedy}`);
      return made;
    },
    async open(details) {
      const body = $(".cb-change-body", details);
      if (!details.open || body.dataset.loaded) return;
      body.dataset.loaded = "yes";
      const response = await fetch(`/review/${encodeURIComponent(details.dataset.review)}/describe`);
      if (response.ok) return void (body.innerHTML = await response.text());
      delete body.dataset.loaded;
      body.textContent = "This could not be fetched.";
    },
    async change(form, wrong, done) {
      if (wrong) $("[role=status]", form).textContent = wrong;
      else {
        say(done);
        follow();
      }
    },
    async describe(form) {
      const changed = $$("input", form).filter((each) => each.value !== each.dataset.was);
      if (!changed.length) return void ($("[role=status]", form).textContent = "Nothing was changed.");
      const values = Object.fromEntries(changed.map((each) => [each.name, each.value]));
      collection.change(form, await send("PATCH", `reviews/${encodeURIComponent(form.dataset.review)}`, { values }), "Saved");
    },
    async link(form, other) {
      const wrong = await send("PUT", `reviews/${encodeURIComponent(form.dataset.review)}/case`, { same_case_as: other });
      collection.change(form, wrong, other ? "Linked" : "It is a case of its own now");
    },
    async remove(button) {
      if (!confirm(`Remove “${button.dataset.name}” from this collection? Its file, its text and its passages are deleted.`)) return;
      collection.opened = "";
      collection.change(button.parentNode, await send("DELETE", `reviews/${encodeURIComponent(button.dataset.remove)}`), "Removed");
    },
  };

  // ---- wiring --------------------------------------------------------------------------------------------------

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const chip = event.target.closest?.("[data-card]");
    if (chip && chip !== cardOf) showCard(chip);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.target.closest?.("[data-card]") && !event.relatedTarget?.closest?.("[data-card], #cb-card")) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const chip = event.target.closest?.("[data-card]");
    if (chip && event.target.matches(":focus-visible")) showCard(chip);
    else if (!event.target.closest?.("#cb-card")) hideCard();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && cardOf) hideCard();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button).catch(() => done(button, "Not allowed"));
    const summary = event.target.closest?.("summary");
    if (summary) pressed(summary.parentNode);
    const out = event.target.closest?.("[data-export]");
    if (out) exportMatrix(out).catch(() => done(out, "Not allowed"));
    const gone = event.target.closest?.("[data-remove]");
    if (gone) collection.remove(gone);
    if (event.target.closest?.("[data-act=fold]")) fold();
    const folded = event.target.closest?.("[data-act=unfold]");
    if (folded) unfold(folded);
    const verdict = event.target.closest?.("[data-mark]");
    if (verdict) markAnswer(verdict.closest(".cb-marks"), verdict.dataset.mark);
    if (event.target.matches?.("[data-unlink]")) collection.link(event.target.closest("form"), "");
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".cb-sieve")) collection.sift(event.target.closest(".cb-collection"));
  });
  for (const name of ["dragover", "dragleave", "drop"])
    document.addEventListener(name, (event) => {
      const place = event.target.closest?.(".cb-add");
      if (!place) return;
      event.preventDefault();
      place.classList.toggle("cb-over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) collection.add(event.dataTransfer.files, place);
    });
  // Arrow keys go from result to result.
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("[data-result]") || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const every = $$("[data-result]");
    const next = every[every.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".cb-context")) openContext(event.target);
    if (event.target.matches?.(".cb-change")) collection.open(event.target);
    if (event.target.matches?.(".cb-facet-fold") && event.isTrusted) casebook.unfolded = event.target.open;
  }, true);
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.(".cb-scope-form");
    if (form) narrow(form);
    if (event.target.id === "files" && event.target.files.length) {
      collection.add([...event.target.files], event.target.closest(".cb-add"));
      event.target.value = "";
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.(".cb-scope-form, .cb-find, .cb-key-form, .cb-describe, .cb-link, .cb-mark-form")) return;
    event.preventDefault();
    if (event.target.matches(".cb-link") && event.target.elements.other.value) collection.link(event.target, event.target.elements.other.value);
    if (event.target.matches(".cb-mark-form")) {
      const place = event.target.closest(".cb-marks");
      markAnswer(place, $("[aria-pressed=true]", place).dataset.mark, event.target.elements.note.value.trim());
    }
    if (event.target.matches(".cb-key-form")) collection.key(event.target);
    if (event.target.matches(".cb-describe")) collection.describe(event.target);
  });
  addEventListener("hashchange", () => {
    hideCard();
    if (params().get("key")) takeKey().then(follow);
    else if ($("#cb-follow")) follow();
  });

  // Gradio builds its page after this script has run; what it shows is watched, not polled.
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.target.closest?.(".cb-live")) return void arrived($(".cb-live")); // Gradio nests two of that class
      for (const node of change.addedNodes) if (node.nodeType === 1 && (node.matches("[data-act=fold]") || $("[data-act=fold]", node))) folding(folds());
      for (const node of change.addedNodes) if (node.nodeType === 1 && (node.matches(".cb-scope, #cb-input") || $(".cb-scope, #cb-input", node))) fill();
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-made", "open"] });

  try {
    folding(localStorage.getItem(FOLD) === "yes");
  } catch {}
  takeKey();
  return { state, go, params, put, say, mark, parseSpans, markPicture, copyQuote, done, CITED, $, $$ };
})();
window.casebook = casebook;
