// The page of the findings. Listeners sit on the containers, and only the rows in sight are elements, so that ten
// thousand findings cost little.
(() => {
  const { at, make, addText } = page;
  const data = JSON.parse(at("data").textContent);
  const words = data.words, strings = data.strings, findings = data.findings;
  const SPARE = 8;
  const SIGNS = { inconsistent: "≠", questionable: "?", restated: "↻", not_checkable: "–", consistent: "=" };
  const collator = new Intl.Collator("zh", { numeric: true });
  const list = at("list"), rows = at("rows"), columns = at("columns"), details = at("details"), main = document.querySelector("main");
  const [ID, CHECK, VERDICT, STRENGTH, SEVERITY, IMPLIED, NAME, SAID, WORKING, FIGURES, EXCERPTS, LINE] = Array(12).keys();
  const [FORMULA, STATED, COMPUTED, APART, OVERLAP, REASON, DIAGNOSIS] = Array(7).keys();
  const groups = { [CHECK]: data.checks, [VERDICT]: data.verdicts, [STRENGTH]: data.strengths, [SEVERITY]: data.severities };

  let shown = []; // the findings that pass the filter, in the order of the list
  let chosen = -1;
  let haystacks = []; // by finding: the words that are searched
  let sorted = null; // the column and direction of the order; null is the order of the data
  const hidden = new Set(); // verdicts that are turned off

  const said = (finding, which) => strings[findings[finding][SAID][which]];
  const label = (finding, field) => groups[field][findings[finding][field]]?.[1] ?? "";
  const key = (finding, field) => groups[field][findings[finding][field]]?.[0] ?? "";
  const documentsOf = (finding) => [...new Set(findings[finding][FIGURES].map((figure) => figure[4]))];
  const documentName = (number) => strings[data.documents[number][0]];
  const titleOf = (number) => strings[data.documents[number][1]] || documentName(number);
  const nameOf = (finding) => strings[findings[finding][NAME]];

  // Words of documents, each in a direction of its own, so that none turns what stands beside it.
  function own(tag, classes, words) {
    const element = make(tag, (classes + " isolate").trim());
    addText(element, words);
    return element;
  }

  function chinese(element) {
    element.lang = "zh";
    return element;
  }

  function sign(finding) {
    const verdict = key(finding, VERDICT);
    const mark = make("span", "sign", SIGNS[verdict] ?? "≈");
    mark.setAttribute("aria-hidden", "true");
    return mark;
  }

  // --- which findings, and in which order

  function haystack(finding) {
    if (haystacks[finding] === undefined) {
      const about = findings[finding];
      haystacks[finding] = [
        about[ID], label(finding, CHECK), label(finding, VERDICT), nameOf(finding), ...about[SAID].map((number) => strings[number]),
        ...about[FIGURES].flatMap((figure) => [strings[figure[0]], strings[figure[2]], strings[figure[3]]]),
        ...documentsOf(finding).flatMap((number) => data.documents[number].map((part) => strings[part])),
        ...about[EXCERPTS].map(([number]) => strings[data.excerpts[number][1]]),
      ].join("\n").toLowerCase();
    }
    return haystacks[finding];
  }

  const ORDERS = [
    { name: "verdict", by: (finding) => findings[finding][VERDICT] * 10 + findings[finding][SEVERITY] },
    { name: "check", by: (finding) => label(finding, CHECK) },
    { name: "sum", by: (finding) => nameOf(finding) + "\n" + said(finding, FORMULA) },
    { name: "document", by: (finding) => documentsOf(finding).map(documentName).join("\n") },
    { name: "strength", by: (finding) => findings[finding][STRENGTH] },
    { name: "severity", by: (finding) => findings[finding][SEVERITY] },
  ];

  function inOrder(found) {
    if (!sorted) return found;
    const { by } = ORDERS[sorted.column];
    const keys = new Map(found.map((finding) => [finding, by(finding)]));
    const compare = (one, two) => (typeof one === "number" ? one - two : collator.compare(one, two));
    const turn = sorted.down ? -1 : 1;
    return found.sort((one, two) => turn * compare(keys.get(one), keys.get(two)) || one - two);
  }

  function filter() {
    const wanted = at("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const fields = [["check", CHECK], ["strength", STRENGTH], ["severity", SEVERITY]].filter(([id]) => at(id).value !== "");
    const counts = new Map();
    shown = [];
    for (let finding = 0; finding < findings.length; finding++) {
      if (fields.some(([id, field]) => String(findings[finding][field]) !== at(id).value)) continue;
      if (wanted.length && !wanted.every((word) => haystack(finding).includes(word))) continue;
      const verdict = key(finding, VERDICT);
      counts.set(verdict, (counts.get(verdict) || 0) + 1);
      if (!hidden.has(verdict)) shown.push(finding);
    }
    shown = inOrder(shown);
    for (const button of at("verdicts").children)
      button.querySelector(".count").textContent = (counts.get(button.dataset.verdict) || 0).toLocaleString("en");
    at("count").textContent = words.shown.replace("{}", shown.length.toLocaleString("en")).replace("{}", findings.length.toLocaleString("en"));
    at("empty").hidden = shown.length > 0;
    at("empty").textContent = findings.length ? words.nothing_found : words.no_findings;
    list.setAttribute("aria-rowcount", shown.length + 1);
    if (chosen >= 0 && !shown.includes(chosen)) choose(-1);
    else drawDetailsPlace();
    list.scrollTop = 0;
    if (chosen >= 0) reveal();
    drawList();
  }

  function sortBy(column, down) {
    sorted = column === null ? null : { column, down };
    [...columns.children].forEach((head, index) => {
      if (sorted && index === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    at("order").value = sorted ? column + (down ? "-" : "+") : "";
    filter();
  }

  // --- the list

  // What a row is high is said by the style, which goes by the width of the list.
  const rowHeight = () => parseFloat(getComputedStyle(list).getPropertyValue("--row"));
  const headHeight = () => columns.offsetHeight;

  let waiting = false;
  function drawListSoon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      drawList();
    });
  }

  function drawList() {
    const high = rowHeight();
    rows.style.height = shown.length * high + "px";
    const first = Math.max(0, Math.floor(list.scrollTop / high) - SPARE);
    const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / high) + SPARE);
    const drawn = document.createDocumentFragment();
    for (let place = first; place < last; place++) drawn.append(row(shown[place], place, high));
    rows.replaceChildren(drawn);
    if (chosen >= 0 && at("row" + chosen)) list.setAttribute("aria-activedescendant", "row" + chosen);
    else list.removeAttribute("aria-activedescendant");
  }

  function row(finding, place, high) {
    const element = make("div", "row " + key(finding, VERDICT));
    element.id = "row" + finding;
    element.place = place;
    element.style.top = place * high + "px";
    element.setAttribute("role", "row");
    element.setAttribute("aria-rowindex", place + 2);
    element.setAttribute("aria-selected", finding === chosen);
    const numbers = documentsOf(finding);
    const name = nameOf(finding) || strings[findings[finding][FIGURES][0][2]];
    const sum = said(finding, FORMULA) || [said(finding, STATED), said(finding, REASON)].filter(Boolean).join(" · ");
    const name_ = documentName(numbers[0]), title = titleOf(numbers[0]);
    const file = [name_ === title ? "" : name_, numbers.length > 1 ? "+ " + (numbers.length - 1) : ""].filter(Boolean).join(" ");
    const document_ = make("div", "document", chinese(own("div", "title", title)), chinese(own("div", "file", file)));
    element.append(
      make("div", "verdict", sign(finding), make("span", "", label(finding, VERDICT))),
      make("div", "check", label(finding, CHECK)),
      make("div", "sum", chinese(own("div", "what", name)), chinese(own("div", "formula", sum))),
      document_,
      make("div", "strength", label(finding, STRENGTH)),
      make("div", "severity " + key(finding, SEVERITY), label(finding, SEVERITY)),
    );
    for (const cell of element.children) cell.setAttribute("role", "gridcell");
    return element;
  }

  function reveal() {
    const place = shown.indexOf(chosen), high = rowHeight();
    if (place < 0) return;
    const room = list.clientHeight - headHeight();
    if (place * high < list.scrollTop) list.scrollTop = place * high;
    else if ((place + 1) * high > list.scrollTop + room) list.scrollTop = (place + 1) * high - room;
  }

  // --- one finding

  function choose(finding) {
    chosen = finding;
    drawDetails();
    reveal();
    drawList();
    remember();
  }

  function drawDetailsPlace() {
    const place = details.querySelector(".at");
    if (place && chosen >= 0) place.textContent = shown.indexOf(chosen) + 1 + " / " + shown.length;
  }

  function button(does, text, name) {
    const element = make("button", "quiet", text);
    element.type = "button";
    element.dataset.does = does;
    element.title = name;
    element.setAttribute("aria-label", name);
    return element;
  }

  function drawDetails() {
    main.classList.toggle("open", chosen >= 0);
    details.hidden = chosen < 0;
    if (chosen < 0) return details.replaceChildren();
    const about = findings[chosen];
    details.className = key(chosen, VERDICT);
    const severity = label(chosen, SEVERITY);
    const header = make("header", "", sign(chosen), label(chosen, VERDICT),
      make("span", "about", [label(chosen, CHECK), label(chosen, STRENGTH), severity && words.severity + " " + severity].filter(Boolean).join(" · ")),
      make("span", "at"), button("previous", "‹", words.previous), button("next", "›", words.next), button("close", "×", words.close));
    const parts = [header];
    if (nameOf(chosen)) parts.push(chinese(own("h2", "", nameOf(chosen))));
    if (said(chosen, FORMULA)) parts.push(chinese(own("p", "formula large", said(chosen, FORMULA))));
    parts.push(...numberLine(), ...told());
    parts.push(make("h3", "", words.sentences), ...about[EXCERPTS].map(excerpt));
    const steps = make("ol", "", ...about[WORKING].map((line) => own("li", "", strings[line])));
    steps.lang = "zh";
    parts.push(make("h3", "", words.working), steps, make("h3", "", words.figures), figureTable());
    parts.push(make("p", "id", words.id + " ", own("span", "", about[ID])));
    details.replaceChildren(...parts);
    details.scrollTop = 0;
    drawDetailsPlace();
  }

  function numberLine() {
    const bounds = [["stated", STATED], ["computed", COMPUTED]].filter(([, which]) => said(chosen, which));
    if (!bounds.length) return [];
    const line = make("div", "line");
    bounds.forEach(([name, which], index) => {
      const track = make("div", "track");
      const place = findings[chosen][LINE][index];
      if (place) {
        const bar = make("div", "bar " + name);
        bar.style.left = place[0] / 10 + "%";
        bar.style.width = (place[1] - place[0]) / 10 + "%";
        track.append(bar);
      } else track.style.visibility = "hidden";
      line.append(make("div", "label", words[name]), track, own("div", "value", said(chosen, which)));
    });
    return [line];
  }

  function told() {
    const list_ = make("dl");
    const add = (name, which) => {
      if (said(chosen, which)) list_.append(make("dt", "", name), own("dd", "", said(chosen, which)));
    };
    add(words.difference, APART);
    if (key(chosen, VERDICT).startsWith("consistent")) add(words.overlap, OVERLAP);
    add(words.reason, REASON);
    add(words.diagnosis, DIAGNOSIS);
    if (findings[chosen][IMPLIED]) list_.append(make("dt", "", ""), make("dd", "", words.implied));
    return list_.children.length ? [list_] : [];
  }

  function excerpt([number, laid]) {
    const [document_, text, start, section, readAs] = data.excerpts[number];
    const quote = chinese(make("blockquote", "isolate"));
    const figures = findings[chosen][FIGURES];
    let from = 0;
    for (let i = 0; i < laid.length; i += 2) {
      const piece = strings[text].slice(from, from + laid[i]);
      from += laid[i];
      const which = laid[i + 1];
      if (!which) {
        addText(quote, piece);
        continue;
      }
      const figure = figures[which - 1];
      const mark = own("mark", "role" + (figure[1] % 6), piece);
      const ends = laid[i + 3] !== which;
      // A figure is not broken, nor parted from its role, unless it is too long for a line.
      quote.append(make("span", piece.length < 16 ? "together" : "", mark,
        ends ? own("span", "role-name role" + (figure[1] % 6), strings[figure[0]]) : null));
    }
    const box = make("div", "excerpt", quote);
    if (readAs) box.append(make("div", "read-as", words.read_as + " ", chinese(own("span", "", strings[readAs]))));
    const inside = laid.filter((_, i) => i % 2).filter(Boolean).map((which) => figures[which - 1]);
    const spans = start < 0 ? "" : [...new Set(inside.map((figure) => figure[5] + "–" + figure[6]))].join(", ");
    const [, , place, path, date] = data.documents[document_].map((part) => strings[part]);
    const origin = make("div", "from", chinese(own("span", "title", titleOf(document_))));
    for (const part of [place, date, path, strings[section], spans && words.characters + " " + spans].filter(Boolean))
      origin.append(" · ", own("span", "", part));
    box.append(origin);
    return box;
  }

  function figureTable() {
    const head = make("tr", "", ...[words.role, words.quote, words.name, words.characters].map((word) => make("th", "", word)));
    const documents = documentsOf(chosen);
    const body = findings[chosen][FIGURES].map(([role, colour, quote, name, document_, start, end]) => {
      const place = (documents.length > 1 ? documentName(document_) + " " : "") + start + "–" + end;
      return make("tr", "role" + (colour % 6), own("td", "", strings[role]), chinese(own("td", "", strings[quote])),
        chinese(own("td", "", strings[name])), own("td", "", place));
    });
    return make("table", "figures", make("thead", "", head), make("tbody", "", ...body));
  }

  function remember() {
    const place = chosen < 0 ? "" : "#" + encodeURIComponent(findings[chosen][ID]);
    if (location.hash !== place) history.replaceState(null, "", place || location.pathname + location.search);
  }

  function fromAddress() {
    let wanted = "";
    try { wanted = decodeURIComponent(location.hash.slice(1)); } catch { /* no address of ours */ }
    if (!wanted) return;
    const finding = findings.findIndex((one) => one[ID] === wanted);
    if (finding >= 0 && finding !== chosen) {
      if (!shown.includes(finding)) clear();
      choose(finding);
    }
  }

  // --- what people do

  function step(by, far = false) {
    if (!shown.length) return;
    const here = shown.indexOf(chosen);
    const next = far ? (by < 0 ? 0 : shown.length - 1) : here < 0 && by < 0 ? shown.length - 1 : here + by;
    choose(shown[Math.max(0, Math.min(shown.length - 1, next))]);
  }

  function close() {
    choose(-1);
    list.focus();
  }

  function clear() {
    hidden.clear();
    for (const element of at("verdicts").children) element.setAttribute("aria-pressed", "true");
    for (const id of ["search", "check", "strength", "severity"]) at(id).value = "";
    sortBy(null);
  }

  function toggleAbout(on = at("about").hidden) {
    at("about").hidden = !on;
    at("about-button").setAttribute("aria-expanded", on);
  }

  list.addEventListener("scroll", drawListSoon, { passive: true });
  list.addEventListener("click", (event) => {
    const head = event.target.closest("#columns button");
    if (head) {
      const column = Number(head.dataset.column);
      const again = sorted && sorted.column === column;
      if (again && sorted.down) sortBy(null);
      else sortBy(column, Boolean(again));
      return;
    }
    const element = event.target.closest(".row");
    if (element) choose(shown[element.place]);
  });
  list.addEventListener("keydown", (event) => {
    if (event.target !== list) return;
    const screen = Math.max(1, Math.floor((list.clientHeight - headHeight()) / rowHeight()) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: screen, PageUp: -screen }[event.key];
    if (by) step(by);
    else if (event.key === "Home") step(-1, true);
    else if (event.key === "End") step(1, true);
    else if (event.key === "Enter") {
      if (chosen < 0) step(1);
      details.focus();
    } else return;
    event.preventDefault();
  });
  details.addEventListener("click", (event) => {
    const does = event.target.closest("button")?.dataset.does;
    if (does === "close") close();
    else if (does) {
      step(does === "next" ? 1 : -1);
      details.querySelector(`[data-does="${does}"]`).focus();
    }
  });
  at("verdicts").addEventListener("click", (event) => {
    const element = event.target.closest("button");
    if (!element) return;
    const verdict = element.dataset.verdict;
    if (!hidden.delete(verdict)) hidden.add(verdict);
    element.setAttribute("aria-pressed", !hidden.has(verdict));
    filter();
  });
  at("filter").addEventListener("input", (event) => {
    if (event.target.id !== "order") return filter();
    const value = at("order").value;
    if (value) sortBy(parseInt(value, 10), value.endsWith("-"));
    else sortBy(null);
  });
  at("filter").addEventListener("submit", (event) => event.preventDefault());
  at("reset").addEventListener("click", clear);
  at("about-button").addEventListener("click", () => toggleAbout());
  document.addEventListener("pointerdown", (event) => {
    if (!at("about").hidden && !event.target.closest("#about, #about-button")) toggleAbout(false);
  });
  document.addEventListener("keydown", (event) => {
    const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
    if (event.key === "Escape") {
      if (!at("about").hidden) toggleAbout(false);
      else if (typing && event.target.value) return;
      else if (chosen >= 0) close();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const does = { n: () => step(1), p: () => step(-1), "/": () => at("search").focus() }[event.key];
    if (does) { event.preventDefault(); does(); }
  });
  new ResizeObserver(drawListSoon).observe(list);
  addEventListener("hashchange", fromAddress);
  addEventListener("beforeprint", () => {
    const head = make("tr", "", ...ORDERS.map(({ name }) => make("th", "", words[name])));
    const body = shown.map((finding) => make("tr", "", make("td", "", label(finding, VERDICT)), make("td", "", label(finding, CHECK)),
      own("td", "", [nameOf(finding), said(finding, FORMULA), said(finding, REASON), said(finding, DIAGNOSIS)].filter(Boolean).join(" · ")),
      own("td", "", documentsOf(finding).map(documentName).join(", ")), make("td", "", label(finding, STRENGTH)),
      make("td", "", label(finding, SEVERITY))));
    const table = make("table", "", make("thead", "", head), make("tbody", "", ...body));
    table.id = "print";
    document.body.append(table);
  });
  addEventListener("afterprint", () => at("print")?.remove());

  // --- the beginning

  ORDERS.forEach(({ name }, column) => {
    const sorter = make("button", "", words[name]);
    sorter.type = "button";
    sorter.dataset.column = column;
    sorter.title = words.sort_by.replace("{}", words[name]);
    const head = make("div", "", sorter);
    head.setAttribute("role", "columnheader");
    columns.append(head);
  });
  const orders = [["", words.gravest], ...ORDERS.flatMap(({ name }, column) => [[column + "+", words[name] + " ▲"], [column + "-", words[name] + " ▼"]])];
  for (const [value, name] of orders) {
    const option = make("option", "", name);
    option.value = value;
    at("order").append(option);
  }
  const present = (field) => new Set(findings.map((finding) => finding[field]));
  for (const [id, field] of [["check", CHECK], ["strength", STRENGTH], ["severity", SEVERITY]]) {
    const used = present(field);
    groups[field].forEach(([, name], index) => {
      if (!used.has(index)) return;
      const option = make("option", "", name);
      option.value = index;
      at(id).append(option);
    });
    if (field === SEVERITY && used.has(groups[field].length)) {
      const option = make("option", "", words.no_severity);
      option.value = groups[field].length;
      at(id).append(option);
    }
  }
  const verdicts = present(VERDICT);
  data.verdicts.forEach(([verdict, name], index) => {
    if (!verdicts.has(index)) return;
    const mark = make("span", "sign", SIGNS[verdict] ?? "≈");
    mark.setAttribute("aria-hidden", "true");
    const element = make("button", "toggle " + verdict, mark, name + " ", make("span", "count"));
    element.type = "button";
    element.dataset.verdict = verdict;
    element.setAttribute("aria-pressed", "true");
    at("verdicts").append(element);
  });
  at("meta").textContent = words.summary.replace("{}", findings.length.toLocaleString("en")).replace("{}", data.documents.length.toLocaleString("en"));
  filter();
  fromAddress();
})();
