// The script of the page. All that comes from documents reaches the page as text (textContent, createTextNode),
// never as markup. Listeners sit on the containers, not on marks or rows, so that thousands of records cost little.
(() => {
  const { at, make, addText } = page;
  const data = JSON.parse(at("data").textContent);
  const words = data.words;
  const kinds = Object.keys(data.kinds);
  const ROW = 54;
  const SPARE = 8;
  const CHUNK = 3000;
  const reader = at("reader"), text = at("text"), list = at("list"), rows = at("rows"), card = at("card"), details = at("details");

  let doc = null; // the document that is shown
  let marks = []; // its marked stretches, as elements in the order of the text
  let marksOf = []; // by record: the elements it covers
  let namesOf = []; // by record: the elements of its indicator
  let shown = []; // the records that pass the filter, in the order of the list
  let passes = []; // by record: whether it passes
  let placeOf = []; // by record: its place in `shown`, or -1
  let haystacks = []; // by record: the words that are searched
  let chosen = -1;
  let pointed = []; // the records that are pointed at
  const hidden = new Set(); // kinds that are turned off

  // --- the text

  function drawText() {
    marks = [];
    marksOf = doc.records.map(() => []);
    namesOf = doc.records.map(() => []);
    const tables = new Map(doc.tables.map(([first, count, widths]) => [first, { last: first + count - 1, widths }]));
    const headings = new Map(doc.headings);
    const pages = new Map(doc.pages);
    const whole = document.createDocumentFragment();
    let chunk = null, size = 0, position = 0, table = null, tableBox = null;
    doc.lines.forEach((line, number) => {
      if (!chunk || (size > CHUNK && !table)) {
        if (chunk) measure(chunk, size);
        chunk = make("div", "chunk");
        whole.append(chunk);
        size = 0;
      }
      if (tables.has(number)) {
        table = tables.get(number);
        tableBox = make("div", "table");
        chunk.append(tableBox);
      }
      const row = make("div", "ln");
      row.dataset.n = number + 1;
      if (headings.has(number)) row.classList.add("h" + Math.min(headings.get(number), 2));
      if (pages.has(number)) row.dataset.page = pages.get(number);
      const began = position;
      let into = row, column = 0;
      if (table) into = addCell(row, table.widths[0]);
      for (let i = 0; i < line.length; i += 2) {
        const words = doc.text.slice(position, position + line[i]);
        position += line[i];
        if (table && words === "\t") {
          row.append(make("span", "tab", words));
          into = addCell(row, table.widths[++column]);
        } else if (line[i + 1]) {
          into.append(mark(line[i + 1], words));
        } else {
          addText(into, words);
        }
      }
      const content = doc.text.slice(began, position).trim();
      if (!content) row.classList.add("empty");
      if (table && !doc.text.slice(began, position).trimEnd().includes("\t")) row.classList.add("lone");
      if (table) for (const cell of row.querySelectorAll(".cell")) if (/^[-\u2212(]?[\d.,%\uff05)]+\s*$/.test(cell.textContent)) cell.classList.add("number");
      (table ? tableBox : chunk).append(row);
      size += position - began + 20;
      if (table && number === table.last) table = tableBox = null;
    });
    if (chunk) measure(chunk, size);
    // Without a box after it a selection loses the line feed at the end of the text.
    if (doc.text.endsWith("\n")) whole.append(make("div", "end"));
    text.replaceChildren(whole);
    if (!doc.text) text.append(make("p", "hint", words.no_text));
    reader.scrollTop = 0;
  }

  function measure(chunk, size) {
    chunk.style.containIntrinsicSize = "auto " + Math.ceil(size / 38) * 34 + "px";
  }

  function addCell(row, width) {
    const cell = make("span", "cell");
    cell.style.width = width + "em";
    row.append(cell);
    return cell;
  }

  function mark(cover, words) {
    const element = document.createElement("mark");
    addText(element, words);
    element.cover = cover;
    const [records, names] = doc.covers[cover];
    if (records.length) {
      element.tabIndex = -1;
      marks.push(element);
    }
    for (const record of records) marksOf[record].push(element);
    for (const record of names) namesOf[record].push(element);
    return element;
  }

  const isClaim = (record) => !["project", "measure"].includes(doc.records[record].kind);

  function dressMark(element) {
    const [records, names] = doc.covers[element.cover];
    const seen = records.filter((record) => passes[record]);
    const classes = [];
    const claims = seen.filter(isClaim);
    if (claims.length) {
      const inner = claims[claims.length - 1];
      classes.push("claim", doc.records[inner].kind);
      if (claims.length > 1 && marksOf[inner][marksOf[inner].length - 1] === element) element.dataset.count = claims.length;
      else delete element.dataset.count;
    } else delete element.dataset.count;
    for (const record of seen) {
      const kind = doc.records[record].kind;
      if (isClaim(record)) continue;
      classes.push("in-" + kind);
      if (!claims.length) classes.push(kind);
      if (marksOf[record][0] === element) classes.push("starts-" + kind);
      if (marksOf[record][marksOf[record].length - 1] === element) classes.push("ends-" + kind);
    }
    if (names.some((record) => passes[record])) classes.push("name");
    element.className = classes.join(" ");
  }

  // --- the list

  function sure(record) {
    return make("span", record.confidence < 0.7 ? "sure low" : "sure", record.confidence.toFixed(2));
  }

  function kindOf(record) {
    const line = make("div", "kind", make("span", "swatch " + record.kind), data.kinds[record.kind]);
    return line;
  }

  function drawRow(place) {
    const index = shown[place];
    const record = doc.records[index];
    const row = make("div", "row " + record.kind, make("span", "swatch " + record.kind));
    const what = make("span", "what", record.name), much = make("span", "much", record.figure);
    what.lang = much.lang = "zh";
    const sub = [record.period, record.about, record.rule.replace(/^rule:/, ""), record.ties.length ? "⇄ " + record.ties.length : ""];
    row.append(what, much, make("span", "sub", sub.filter(Boolean).join(" · ")), sure(record));
    row.id = "row-" + place;
    row.place = place;
    row.setAttribute("role", "option");
    row.setAttribute("aria-label", [data.kinds[record.kind], record.name, record.figure, ...sub.slice(0, 2)].filter(Boolean).join(", "));
    row.setAttribute("aria-selected", index === chosen);
    row.setAttribute("aria-posinset", place + 1);
    row.setAttribute("aria-setsize", shown.length);
    if (pointed.includes(index)) row.classList.add("on");
    row.style.top = place * ROW + "px";
    return row;
  }

  // Only the rows in sight are there, whatever the number of records.
  function drawList() {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - SPARE);
    const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + SPARE);
    const wanted = [];
    for (let place = first; place < last; place++) wanted.push(drawRow(place));
    rows.style.height = shown.length * ROW + "px";
    rows.replaceChildren(...wanted);
    const here = chosen < 0 ? -1 : placeOf[chosen];
    if (here >= first && here < last) list.setAttribute("aria-activedescendant", "row-" + here);
    else list.removeAttribute("aria-activedescendant");
  }

  let waiting = 0;
  function drawListSoon() {
    if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; drawList(); });
  }

  function revealRow(index) {
    const place = placeOf[index];
    if (place < 0) return;
    const top = place * ROW;
    if (top < list.scrollTop || top + ROW > list.scrollTop + list.clientHeight)
      list.scrollTop = top - Math.max(0, (list.clientHeight - ROW) / 2);
  }

  // --- the filter

  function haystack(index) {
    if (!haystacks[index]) {
      const record = doc.records[index];
      haystacks[index] = [record.name, record.figure, record.about, record.rule, data.kinds[record.kind],
        ...marksOf[index].map((element) => element.textContent), ...record.details.map((pair) => pair[1])].join("\n").toLowerCase();
    }
    return haystacks[index];
  }

  function filter() {
    const sought = at("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const bound = at("confidence").value;
    const limit = Number(bound.replace(/[<>=]/g, ""));
    const sureEnough = (value) => !bound || (bound[0] === "<" ? value < limit : value >= limit);
    const counts = Object.fromEntries(kinds.map((kind) => [kind, 0]));
    shown = [];
    doc.records.forEach((record, index) => {
      const fits = sureEnough(record.confidence) && sought.every((word) => haystack(index).includes(word));
      if (fits) counts[record.kind]++;
      passes[index] = fits && !hidden.has(record.kind);
      if (passes[index]) shown.push(index);
    });
    if (at("order").value === "confidence")
      shown.sort((a, b) => doc.records[a].confidence - doc.records[b].confidence || a - b);
    placeOf = doc.records.map(() => -1);
    shown.forEach((index, place) => (placeOf[index] = place));
    for (const button of at("kinds").children) button.lastChild.textContent = counts[button.dataset.kind];
    const elements = new Set(marks);
    for (const names of namesOf) for (const element of names) elements.add(element);
    for (const element of elements) dressMark(element);
    at("empty").hidden = shown.length > 0;
    at("empty").textContent = words.no_records;
    list.hidden = !shown.length;
    tabStop(marks.find((element) => topRecord(element) >= 0));
    dressChosen();
    list.scrollTop = 0;
    if (chosen >= 0) revealRow(chosen);
    drawList();
  }

  // --- pointing and choosing

  const recordsAt = (element) => doc.covers[element.cover][0].filter((record) => passes[record]).reverse();
  const topRecord = (element) => recordsAt(element)[0] ?? -1;

  // A measure is a ground for what stands on it, so it is dressed otherwise than a figure or a name.
  function dress(record, name, on) {
    if (!doc.records[record]) return;
    const classes = doc.records[record].kind === "measure" ? name + "-measure" : name;
    for (const element of marksOf[record]) element.classList.toggle(classes, on);
  }

  function point(records) {
    for (const record of pointed) {
      dress(record, "on", false);
      for (const element of namesOf[record] || []) element.classList.remove("on");
    }
    pointed = records;
    for (const record of pointed) {
      dress(record, "on", true);
      for (const element of namesOf[record]) element.classList.add("on");
    }
    for (const row of rows.children) row.classList.toggle("on", pointed.includes(shown[row.place]));
  }

  function dressChosen() {
    for (const element of text.querySelectorAll(".chosen, .chosen-measure, .chosen-name, .tied, .tied-measure"))
      element.classList.remove("chosen", "chosen-measure", "chosen-name", "tied", "tied-measure");
    if (chosen < 0 || !passes[chosen]) return;
    dress(chosen, "chosen", true);
    for (const element of namesOf[chosen]) element.classList.add("chosen-name");
    for (const [, other] of doc.records[chosen].ties) dress(other, "tied", true);
  }

  function choose(index, { inText = false, inList = true } = {}) {
    chosen = index;
    dressChosen();
    drawDetails();
    if (index >= 0 && inList) revealRow(index);
    drawList();
    if (index >= 0 && inText) revealMark(index);
    remember();
  }

  function revealMark(index) {
    const element = marksOf[index][0];
    if (!element) return;
    tabStop(element);
    const inSight = () => {
      const box = element.getBoundingClientRect(), frame = reader.getBoundingClientRect();
      return box.top > frame.top + 20 && box.bottom < frame.bottom - 40;
    };
    // Stretches out of sight have heights that are only guessed until they are drawn; hence twice.
    for (let i = 0; i < 2 && !inSight(); i++) element.scrollIntoView({ block: "center", inline: "nearest" });
  }

  function tabStop(element) {
    for (const old of text.querySelectorAll("mark[tabindex='0']")) old.tabIndex = -1;
    if (element) element.tabIndex = 0;
  }

  function drawDetails() {
    const record = doc.records[chosen];
    details.classList.toggle("open", Boolean(record));
    if (!record) {
      details.className = "";
      details.replaceChildren(doc.records.length ? make("p", "hint", words.nothing_chosen) : "");
      return;
    }
    details.className = "open " + record.kind;
    const show = make("button", "quiet", words.show_in_text), close = make("button", "quiet close", "×");
    show.type = close.type = "button";
    show.dataset.does = "show";
    close.dataset.does = "close";
    close.setAttribute("aria-label", words.close);
    const header = make("header", "", make("span", "swatch " + record.kind), data.kinds[record.kind],
      make("span", "at", chosen + 1 + " / " + doc.records.length), show, close);
    const title = make("h2", "", record.name, record.figure ? make("span", "much", record.figure) : null);
    title.lang = "zh";
    const told = make("dl");
    for (const [name, value] of record.details) told.append(make("dt", "", name), make("dd", "", value));
    const ties = make("ul", "ties");
    for (const [how, other] of record.ties) {
      const button = make("button", "", [doc.records[other].name, doc.records[other].figure].filter(Boolean).join(" "));
      button.type = "button";
      button.lang = "zh";
      button.dataset.record = other;
      ties.append(make("li", "", make("span", "", how), button));
    }
    details.replaceChildren(header, title, told, ...(record.ties.length ? [ties] : []));
    details.scrollTop = 0;
  }

  function showCard(element, x) {
    const records = recordsAt(element);
    if (!records.length) return hideCard();
    card.replaceChildren(...records.map((index) => {
      const record = doc.records[index];
      const kind = kindOf(record);
      kind.append(sure(record));
      const what = make("div", "what", record.name, record.figure ? make("span", "much", record.figure) : null);
      what.lang = "zh";
      const sub = [record.period, record.about, record.rule].filter(Boolean).join(" · ");
      return make("div", "said " + record.kind, kind, what, make("div", "sub", sub),
        ...record.ties.slice(0, 3).map(([how, other]) => make("div", "sub", how + " " + (doc.records[other].figure || doc.records[other].name))));
    }));
    card.hidden = false;
    const boxes = [...element.getClientRects()];
    const box = boxes.find((one) => x !== undefined && one.left <= x && x <= one.right) || boxes[0] || element.getBoundingClientRect();
    const size = card.getBoundingClientRect();
    const below = box.bottom + 8 + size.height <= innerHeight;
    const edge = Math.max(reader.getBoundingClientRect().right, size.width + 16) - 20;
    card.style.left = Math.max(8, Math.min(box.left, edge - size.width)) + "px";
    card.style.top = (below ? box.bottom + 8 : Math.max(8, box.top - size.height - 8)) + "px";
    point(records);
  }

  function hideCard() {
    card.hidden = true;
    if (pointed.length) point([]);
  }

  // --- documents

  // The page holds each string of a document once; see _record in page.py.
  function unpack(document) {
    if (!document.strings) return;
    const said = (number) => document.strings[number];
    const pairs = (flat, second) => flat.flatMap((one, i) => (i % 2 ? [] : [[said(one), second(flat[i + 1])]]));
    document.records = document.records.map(([name, figure, period, about, rule, kind, id, confidence, details, ties]) => ({
      name: said(name), figure: said(figure), period: said(period), about: said(about), rule: said(rule), kind: kinds[kind], id,
      confidence, details: pairs(details, said), ties: pairs(ties, Number),
    }));
    delete document.strings;
  }

  function open(index, wanted) {
    doc = data.documents[index];
    unpack(doc);
    chosen = -1;
    pointed = [];
    haystacks = [];
    passes = [];
    card.hidden = true;
    document.title = doc.name;
    at("title").textContent = doc.title || doc.name || words.untitled;
    at("meta").replaceChildren(...doc.meta.map((part) => make("span", "", part)));
    const sum = (entries) => entries.reduce((total, entry) => total + entry[2], 0);
    const notes = [[sum(doc.repairs), words.repairs], [sum(doc.flags), words.flags]].filter(([count]) => count);
    at("about-button").textContent = notes.map(([count, what]) => what.replace("{}", count)).join(" · ") || words.about_short;
    drawAbout();
    drawText();
    if (at("document")) at("document").selectedIndex = index;
    at("previous").disabled = index === 0;
    at("next").disabled = index === data.documents.length - 1;
    filter();
    const found = doc.records.findIndex((record) => record.id === wanted);
    choose(found, { inText: true });
  }

  function drawAbout() {
    const told = at("head");
    told.replaceChildren();
    for (const [name, value] of doc.head) {
      const shownValue = /^https?:\/\//.test(value) ? make("a", "", value) : value;
      if (shownValue !== value) { shownValue.href = value; shownValue.rel = "noopener noreferrer"; }
      told.append(make("dt", "", name), make("dd", name === "sha256" ? "code" : "", shownValue));
    }
    const notes = at("notes");
    notes.replaceChildren();
    for (const [entries, name] of [[doc.repairs, "repair"], [doc.flags, "flag"]])
      if (entries.length)
        notes.append(make("ul", "", ...entries.map(([what, how, count, places]) => {
          const next = make("button", "", String(count));
          next.type = "button";
          next.title = words.next_place;
          next.disabled = !places.length;
          next.places = places;
          next.turn = 0;
          return make("li", name, next, make("span", "", what), make("span", "", how));
        })));
  }

  // Selects a stretch of the source, by its offsets, and brings it into sight.
  function selectSource(start, end) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let from = 0, node; (node = walker.nextNode()); from += node.length) {
      if (from <= start && start < from + node.length) range.setStart(node, start - from);
      if (from < end && end <= from + node.length) { range.setEnd(node, end - from); break; }
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    for (let i = 0; i < 2; i++) range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  function remember() {
    const number = data.documents.indexOf(doc) + 1;
    const place = "#" + number + (chosen < 0 ? "" : "/" + doc.records[chosen].id);
    if (location.hash !== place && (chosen >= 0 || location.hash || number > 1)) history.replaceState(null, "", place);
  }

  function turn(by) {
    const next = data.documents.indexOf(doc) + by;
    if (data.documents[next]) open(next);
  }

  function toggleAbout(on = at("about").hidden) {
    at("about").hidden = !on;
    at("about-button").setAttribute("aria-expanded", on);
  }

  // --- what people do

  text.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const element = event.target.closest("mark");
    if (element && recordsAt(element).length) showCard(element, event.clientX);
    else hideCard();
  });
  text.addEventListener("pointerleave", hideCard);
  reader.addEventListener("scroll", () => { card.hidden = true; }, { passive: true });

  text.addEventListener("click", (event) => {
    const element = event.target.closest("mark");
    if (!element || !getSelection().isCollapsed) return;
    const records = recordsAt(element);
    // A click on what is chosen goes on to the record that lies under it.
    if (records.length) choose(records[(records.indexOf(chosen) + 1) % records.length]);
    else {
      const owner = doc.covers[element.cover][1].find((record) => passes[record]);
      if (owner !== undefined) choose(owner);
    }
  });

  text.addEventListener("focusin", (event) => {
    const element = event.target.closest("mark");
    if (element && element.matches(":focus-visible")) { tabStop(element); showCard(element); }
  });
  text.addEventListener("focusout", hideCard);

  function stepMark(by) {
    const from = marks.indexOf(document.activeElement);
    const top = topRecord(marks[from]);
    for (let next = from + by; next >= 0 && next < marks.length; next += by) {
      const record = topRecord(marks[next]);
      if (record >= 0 && record !== top) return marks[next].focus();
    }
  }

  text.addEventListener("keydown", (event) => {
    if (document.activeElement.tagName !== "MARK") return;
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by) stepMark(by);
    else if (event.key === "Enter" || event.key === " ") {
      const records = recordsAt(document.activeElement);
      choose(records[(records.indexOf(chosen) + 1) % records.length]);
      if (event.key === "Enter") list.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  list.addEventListener("scroll", drawListSoon, { passive: true });
  list.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (row) choose(shown[row.place], { inText: true });
  });
  list.addEventListener("pointerover", (event) => {
    const row = event.target.closest(".row");
    if (row) point([shown[row.place]]);
  });
  list.addEventListener("pointerleave", () => point([]));

  function step(by, far = false) {
    if (!shown.length) return;
    const here = chosen < 0 ? -1 : placeOf[chosen];
    const next = far ? (by < 0 ? 0 : shown.length - 1) : here < 0 && by < 0 ? shown.length - 1 : here + by;
    choose(shown[Math.max(0, Math.min(shown.length - 1, next))], { inText: true });
  }

  list.addEventListener("keydown", (event) => {
    const screen = Math.max(1, Math.floor(list.clientHeight / ROW) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: screen, PageUp: -screen }[event.key];
    if (by) step(by);
    else if (event.key === "Home") step(-1, true);
    else if (event.key === "End") step(1, true);
    else if (event.key === "Enter" && chosen >= 0) {
      revealMark(chosen);
      marksOf[chosen][0]?.focus();
    } else return;
    event.preventDefault();
  });

  details.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.does === "show") revealMark(chosen);
    else if (button.dataset.does === "close") choose(-1);
    else {
      const other = Number(button.dataset.record);
      if (!passes[other]) clear();
      choose(other, { inText: true });
    }
  });

  function clear() {
    hidden.clear();
    for (const button of at("kinds").children) button.setAttribute("aria-pressed", "true");
    at("search").value = at("confidence").value = "";
    filter();
  }

  at("kinds").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const kind = button.dataset.kind;
    if (!hidden.delete(kind)) hidden.add(kind);
    button.setAttribute("aria-pressed", !hidden.has(kind));
    filter();
  });
  at("filter").addEventListener("input", filter);
  at("filter").addEventListener("submit", (event) => event.preventDefault());

  at("about-button").addEventListener("click", () => toggleAbout());
  at("notes").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const [start, end] = button.places[button.turn++ % button.places.length];
    if (innerWidth <= 1180) toggleAbout(false);
    selectSource(start, Math.max(end, start + 1));
  });
  at("document").addEventListener("change", (event) => open(event.target.selectedIndex));
  at("previous").addEventListener("click", () => turn(-1));
  at("next").addEventListener("click", () => turn(1));
  document.addEventListener("pointerdown", (event) => {
    if (!at("about").hidden && !event.target.closest("#about, #about-button")) toggleAbout(false);
  });

  document.addEventListener("keydown", (event) => {
    const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
    if (event.key === "Escape") {
      if (!at("about").hidden) toggleAbout(false);
      else if (event.target === at("search") && at("search").value) return;
      else if (!card.hidden) hideCard();
      else choose(-1);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && !typing) {
      event.preventDefault();
      getSelection().selectAllChildren(text);
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const does = { n: () => step(1), p: () => step(-1), "/": () => at("search").focus(), "[": () => turn(-1), "]": () => turn(1) }[event.key];
    if (does) { event.preventDefault(); does(); }
  });

  // What is copied out of the text is the source to the letter: no break, tab or sign that only layout put there.
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    event.clipboardData.setData("text/plain", range.toString());
    event.preventDefault();
  });

  addEventListener("resize", drawListSoon);
  addEventListener("hashchange", fromAddress);
  addEventListener("beforeprint", () => {
    const head = make("tr", "", ...[words.number, words.kind, words.name, words.figure, "", ""].map((word) => make("th", "", word)));
    const body = shown.map((index, place) => {
      const record = doc.records[index];
      return make("tr", "", ...[String(place + 1), data.kinds[record.kind], record.name, record.figure, [record.period, record.about].filter(Boolean).join(" · "),
        record.confidence.toFixed(2)].map((cell) => make("td", "", cell)));
    });
    const table = make("table", "", make("thead", "", head), make("tbody", "", ...body));
    table.id = "print";
    document.body.append(table);
  });
  addEventListener("afterprint", () => at("print")?.remove());

  function fromAddress() {
    const [, number, record] = /^#(\d+)(?:\/(\w+))?$/.exec(location.hash) || [null, "1", undefined];
    const index = Math.min(Math.max(Number(number) - 1, 0), data.documents.length - 1);
    if (data.documents[index] !== doc || (record && doc.records[chosen]?.id !== record)) open(index, record);
  }

  for (const kind of kinds) {
    const button = make("button", "toggle " + kind, make("span", "swatch " + kind), data.kinds[kind] + " ", make("span", "count"));
    button.type = "button";
    button.dataset.kind = kind;
    button.setAttribute("aria-pressed", "true");
    at("kinds").append(button);
  }
  data.documents.forEach((one, index) => at("document").append(make("option", "", index + 1 + ". " + one.name)));
  at("chooser").hidden = data.documents.length < 2;
  fromAddress();
})();
