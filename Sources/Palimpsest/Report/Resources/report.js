"use strict";
// The reviewers' report. Data lies in the page as JSON, one block a profile; this script shows it. Texts of documents only ever
// become text nodes. Views are addressed by the part after #, so that every state of the page is a link.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const METHODS = {
    encoding: "Encoding undone", template: "The form's own words", spacing: "Spacing and letter shapes", latin: "Misread letters",
    han: "Misread Chinese characters", readings: "Two readings compared", restoration: "Lost text worked out",
  };
  const VERDICTS = { clean: "Clean", repaired: "Repaired", partly_repaired: "Partly repaired", reocr_needed: "Read again" };
  const SOURCES = { law: "title of a law", place: "place", term: "term", species: "species", name: "name", phrase: "set phrase" };
  const ROW = 80;

  // ── Elements ──
  /** An element: "div.note", its attributes, its children (nodes or texts; null is left out). */
  function el(tag, attributes, ...children) {
    const [name, ...classes] = tag.split(".");
    const node = document.createElement(name);
    if (classes.length) node.className = classes.join(" ");
    return fill(node, attributes, children);
  }
  function svg(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }
  function fill(node, attributes, children) {
    for (const key in attributes ?? {}) {
      const value = attributes[key];
      if (value === null || value === undefined || (value === false && !key.startsWith("aria-"))) continue;
      if (key.startsWith("aria-")) node.setAttribute(key, String(value));
      else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? "" : plain(String(value)));
    }
    // Whatever a text says, it comes here: so nothing that acts unseen gets by.
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false) continue;
      if (typeof child === "string" && ACTS_UNSEEN.test(child)) node.append(...shown(child)); else node.append(child);
    }
    return node;
  }
  const byId = (id) => document.getElementById(id);
  const number = (value) => value.toLocaleString("en");
  const count = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
  function percent(value) {
    if (value > 0.999 && value < 1) return "> 99.9 %";
    if (value < 0.001 && value > 0) return "< 0.1 %";
    const scaled = value * 100;
    return `${scaled > 99 || scaled < 1 ? +scaled.toFixed(1) : Math.round(scaled)} %`;
  }
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
  function language(tag) {
    try { return names.of(tag); } catch { return tag; }
  }
  const words = (key) => { const text = key.replaceAll("_", " "); return text.charAt(0).toUpperCase() + text.slice(1); };

  // ── Text that may hold anything ──
  // Controls, bidirectional marks and other characters that act without being seen. Joiners stay: Persian and Hindi need them.
  const UNSEEN = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
  const ACTS_UNSEEN = new RegExp(UNSEEN.source, "u");
  /** The text as nodes; characters that act unseen are named in a small box instead. */
  function shown(text) {
    const nodes = [];
    let at = 0;
    for (const match of text.matchAll(UNSEEN)) {
      if (match.index > at) nodes.push(text.slice(at, match.index));
      const code = "U+" + match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      nodes.push(el("span.ctl", { title: "An invisible character stands here" }, code));
      at = match.index + match[0].length;
    }
    if (at < text.length) nodes.push(text.slice(at));
    return nodes;
  }
  const plain = (text) => text.replace(UNSEEN, (c) => `[U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
  const flat = (text) => plain(text).replace(/\s+/g, " ").trim();

  // ── Data ──
  const profiles = [];
  const passages = [];
  const byKey = new Map();
  let summary = { failures: [], kinds: {} };
  let clusters = null;

  function addProfile(p) {
    const base = p.sha.slice(0, 8) + (p.index ? `.${p.index}` : "");
    let key = base;
    for (let n = 2; byKey.has(key); n++) key = `${base}~${n}`;
    p.key = key;
    p.number = profiles.length;
    p.title = p.name || p.path.split("/").pop();
    byKey.set(key, p);
    p.gain = 0;
    p.doubt = 0;
    p.passages = p.suspects.map((s, i) => {
      const passage = {
        p, s, i, id: `s${i + 1}`, number: passages.length + i, indicator: s.indicator === undefined ? null : p.indicators[s.indicator],
        field: s.field === undefined ? null : p.indicators[s.indicator].fields[s.field],
        loss: s.mended ? 0 : s.ink * s.confidence * (s.kind === "noise" ? 0.1 : 1),
      };
      p.gain += s.gain;
      if (!s.mended) p.doubt += s.ink;
      return passage;
    });
    profiles.push(p);
    for (const passage of p.passages) passages.push(passage);
  }
  const cleanShare = (p) => (p.ink ? Math.max(0, 1 - p.doubt / p.ink) : 1);
  const textOf = (x) => x.p.text.slice(x.s.at[0], x.s.at[1]);

  /** Garble that came from the same marks on the page looks alike but for a letter or two: case, spaces and look-alikes apart. */
  function likeness(x) {
    const text = textOf(x).toLowerCase().replace(/[o0]/g, "o").replace(/[il1|!]/g, "l").replace(/[^\p{L}\p{N}]+/gu, "");
    return `${x.s.kind}:${text.slice(0, 80) || flat(textOf(x)).replace(/ /g, "").slice(0, 80)}`;
  }
  function findClusters() {
    if (clusters) return clusters;
    clusters = new Map();
    for (const x of passages) {
      x.like = likeness(x);
      const cluster = clusters.get(x.like);
      if (cluster) cluster.push(x); else clusters.set(x.like, [x]);
    }
    return clusters;
  }

  // ── Addresses ──
  function address(path, params) {
    const query = new URLSearchParams();
    for (const key in params ?? {}) if (params[key]) query.set(key, params[key]);
    const text = query.toString();
    return "#/" + path.join("/") + (text ? "?" + text : "");
  }
  function whereabouts() {
    const [path, query] = location.hash.replace(/^#\/?/, "").split(/\?(.*)/s);
    return { path: path.split("/").filter(Boolean), params: Object.fromEntries(new URLSearchParams(query ?? "")) };
  }
  const toPassage = (x, params) => address(["passages", x.p.key, x.id], params);
  const toProfile = (p) => address(["profile", p.key]);

  // ── Marked text ──
  const strength = (s) => (s.confidence >= 0.95 ? "s3" : s.confidence >= 0.7 ? "s2" : "s1");
  function kindTitle(kind) { return summary.kinds[kind]?.title ?? kind; }
  function firstAfter(list, offset) {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].at[1] <= offset) low = middle + 1; else high = middle;
    }
    return low;
  }
  /** The text of [start, end) with the doubtful passages marked. `here` is the one that is looked at. */
  function marked(p, start, end, here) {
    const nodes = [];
    let at = start;
    for (let i = firstAfter(p.suspects, start); i < p.suspects.length && p.suspects[i].at[0] < end; i++) {
      const s = p.suspects[i], from = Math.max(start, s.at[0]), to = Math.min(end, s.at[1]);
      if (from > at) nodes.push(...shown(p.text.slice(at, from)));
      const title = `${kindTitle(s.kind)}, ${percent(s.confidence)}${s.mended ? ", mended" : ""}`;
      const classes = `mark.${s.kind}.${strength(s)}${s.mended ? ".mended" : ""}`;
      const body = shown(p.text.slice(from, to));
      nodes.push(i === here ? el(`mark.${classes}.here`, { title }, body) : el(`a.${classes}`, { title, href: toPassage(p.passages[i]) }, body));
      at = to;
    }
    if (at < end) nodes.push(...shown(p.text.slice(at, end)));
    return nodes;
  }
  function fieldText(p, field, here) {
    if (!field.at.length || field.at.every(([a, b]) => a === b)) return el("p.faded", null, "Left empty.");
    return el("div.read", { dir: "auto" }, field.at.map(([a, b], i) => [i ? " " : null, marked(p, a, b, here)]));
  }

  // ── Differences ──
  const segmenter = Intl.Segmenter ? new Intl.Segmenter("und", { granularity: "grapheme" }) : null;
  const graphemes = (text) => (segmenter ? [...segmenter.segment(text)].map((g) => g.segment) : [...text]);
  /** What went and what came, by character: [["same"|"gone"|"added", text], …]. Texts with little in common are exchanged whole. */
  function difference(before, after) {
    const a = graphemes(before), b = graphemes(after);
    let head = 0;
    while (head < a.length && head < b.length && a[head] === b[head]) head++;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
    const x = a.slice(head, a.length - tail), y = b.slice(head, b.length - tail);
    const whole = [["gone", before], ["added", after]];
    if (x.length * y.length > 400000) return whole;
    const width = y.length + 1, table = new Uint16Array((x.length + 1) * width);
    for (let i = x.length - 1; i >= 0; i--) {
      for (let j = y.length - 1; j >= 0; j--) {
        table[i * width + j] = x[i] === y[j] ? table[(i + 1) * width + j + 1] + 1 : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
      }
    }
    const common = head + tail + table[0];
    if (common < 0.3 * Math.max(a.length, b.length)) return whole;
    const parts = [];
    const add = (what, text) => {
      if (!text) return;
      const last = parts[parts.length - 1];
      if (last && last[0] === what) last[1] += text; else parts.push([what, text]);
    };
    add("same", a.slice(0, head).join(""));
    let [i, j] = [0, 0];
    while (i < x.length || j < y.length) {
      if (i < x.length && j < y.length && x[i] === y[j]) { add("same", x[i]); i++; j++; }
      else if (i < x.length && (j >= y.length || table[(i + 1) * width + j] >= table[i * width + j + 1])) add("gone", x[i++]);
      else add("added", y[j++]);
    }
    add("same", tail ? a.slice(a.length - tail).join("") : "");
    return parts;
  }
  const side = (parts, which) => parts.filter(([what]) => what === "same" || what === which)
    .map(([what, text]) => (what === "same" ? shown(text) : el(what === "gone" ? "del" : "ins", null, shown(text))));
  /** As read and repaired beside each other; `edits` are ascending and apart. */
  function sideBySide(p, start, end, edits, titles, lang) {
    const left = [], right = [];
    let at = start;
    for (const edit of edits) {
      const same = p.text.slice(at, edit.at[0]);
      left.push(shown(same)); right.push(shown(same));
      const parts = difference(p.text.slice(...edit.at), edit.text);
      left.push(side(parts, "gone"));
      right.push(el("span", { lang }, side(parts, "added")));
      at = edit.at[1];
    }
    const rest = p.text.slice(at, end);
    left.push(shown(rest)); right.push(shown(rest));
    return el("div.pair", null,
      el("div", null, el("h4", null, titles[0]), el("div.read", { dir: "auto" }, left)),
      el("div", null, el("h4", null, titles[1]), el("div.read", { dir: "auto" }, right)));
  }
  /** Candidates that can stand together: the applied ones, or also the surest of the others. */
  function edits(suspects, withProposals) {
    const chosen = [];
    for (const s of suspects) {
      const order = s.candidates.filter((c) => c.applied || withProposals).sort((a, b) => b.applied - a.applied || b.confidence - a.confidence);
      const taken = [];
      for (const c of order) if (!taken.some((t) => t.at[0] < c.at[1] && c.at[0] < t.at[1])) taken.push(c);
      chosen.push(...taken);
    }
    return chosen.sort((a, b) => a.at[0] - b.at[0]);
  }

  // ── Pictures ──
  function meter(value) {
    return svg("svg", { class: "meter", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, svg("rect", { width: 100 * value, height: 10 }));
  }
  const share = (value) => [meter(value), el("span.share", null, percent(value))];
  /** Where in the text the doubtful passages lie, from its beginning to its end; vertical lines are page breaks. */
  function strip(p) {
    const length = Math.max(1, p.text.length), x = (offset) => (1000 * offset) / length;
    const node = svg("svg", { class: "strip", viewBox: "0 0 1000 16", preserveAspectRatio: "none", role: "img", "aria-label": `Map of ${plain(p.title)}: ${count(p.suspects.length, "doubtful passage")}` });
    for (const s of p.suspects) {
      if (s.mended) continue;
      node.append(svg("rect", { class: s.kind + (s.confidence < 0.7 ? " weak" : ""), x: x(s.at[0]), width: Math.max(1.5, x(s.at[1]) - x(s.at[0])), height: 16 }));
    }
    for (let at = p.text.indexOf("\f"); at >= 0; at = p.text.indexOf("\f", at + 1)) node.append(svg("line", { class: "page", x1: x(at), x2: x(at), y1: 0, y2: 16 }));
    return node;
  }
  function legend() {
    const kinds = Object.keys(summary.kinds).filter((kind) => passages.some((x) => x.s.kind === kind));
    if (!kinds.length) return null;
    return el("ul.legend", { "aria-label": "Colours" }, kinds.map((kind) =>
      el("li", { title: summary.kinds[kind].meaning }, svg("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" }, svg("rect", { class: kind, width: 10, height: 10 })), summary.kinds[kind].title)));
  }
  function histogram(counts, caption) {
    const most = Math.max(1, ...counts), width = 34, height = 120;
    const node = svg("svg", { class: "histogram", viewBox: `0 0 ${counts.length * width + 10} ${height + 34}`, role: "img", "aria-label": `${caption}: ${counts.map((n, i) => `${i * 10} to ${i * 10 + 10} percent: ${n}`).join("; ")}` });
    counts.forEach((n, i) => {
      const size = (n / most) * height;
      if (n) node.append(svg("rect", { class: "bar-fill", x: 5 + i * width + 2, width: width - 4, y: 14 + height - Math.max(1, size), height: Math.max(1, size) }),
        svg("text", { x: 5 + i * width + width / 2, y: 10 + height - size, "text-anchor": "middle" }, number(n)));
    });
    for (let i = 0; i <= counts.length; i += 2) node.append(svg("text", { x: 5 + i * width, y: height + 30, "text-anchor": i ? (i === counts.length ? "end" : "middle") : "start" }, `${i * 10} %`));
    node.append(svg("line", { class: "axis", x1: 5, x2: 5 + counts.length * width, y1: height + 14.5, y2: height + 14.5 }));
    return node;
  }

  // ── Tables ──
  /** columns: [title, cell(item), class]; the first cell is the row's header. */
  function table(caption, columns, items, limit = 20) {
    const body = el("tbody");
    let done = 0;
    const add = (n) => {
      for (const item of items.slice(done, done + n)) {
        body.append(el("tr", null, columns.map(([title, cell, kind], i) => el(i ? "td" : "th", { class: kind, scope: i ? null : "row", "data-title": i ? title : null }, cell(item)))));
      }
      done = Math.min(items.length, done + n);
      if (done >= items.length) more.remove(); else more.textContent = `Show ${number(Math.min(200, items.length - done))} more of ${number(items.length - done)}`;
    };
    const more = el("button", { type: "button", onclick: () => add(200) });
    const node = el("div.scroll", null, el("table.stack", null, caption ? el("caption", null, caption) : null,
      el("thead", null, el("tr", null, columns.map(([title, , kind]) => el("th", { scope: "col", class: kind }, title)))), body), more);
    add(limit);
    return node;
  }
  const verdict = (v) => el(`span.verdict.${v ?? "none"}`, null, VERDICTS[v] ?? "Not judged");
  const profileName = (p) => [el("a", { href: toProfile(p) }, el("bdi", null, flat(p.title))), el("span.under", null, el("bdi", null, p.path + (p.index ? ` (profile ${p.index + 1})` : "")))];
  const languages = (tags) => tags.map(language).join(", ");
  const profileColumns = [
    ["Profile", profileName],
    ["Where the damage lies", strip, "map"],
    ["Clean text", (p) => share(cleanShare(p)), "n"],
    ["To be gained", (p) => (p.gain ? `${number(p.gain)} characters` : "–"), "n"],
    ["Read with", (p) => languages(p.languages) || "–"],
    ["Verdict", (p) => verdict(p.verdict)],
  ];

  // ── Overview ──
  function overview(main) {
    document.title = "Palimpsest report";
    const ink = profiles.reduce((sum, p) => sum + p.ink, 0), doubt = profiles.reduce((sum, p) => sum + p.doubt, 0);
    const gain = profiles.reduce((sum, p) => sum + p.gain, 0);
    const lost = new Map();
    for (const x of passages) if (x.s.gain && x.s.language) lost.set(x.s.language, (lost.get(x.s.language) ?? 0) + x.s.gain);
    const tongues = [...lost].sort((a, b) => b[1] - a[1]);
    const again = profiles.filter((p) => p.gain > 0).sort((a, b) => b.gain - a.gain);
    const tally = (v) => profiles.filter((p) => p.verdict === v).length;
    const applied = passages.filter((x) => x.s.candidates.some((c) => c.applied)).length;
    const proposed = passages.filter((x) => x.s.candidates.length || x.s.terms.length).length;
    const figure = (title, value, note) => el("div", null, el("dt", null, title), el("dd", null, value, note ? el("small", null, note) : null));
    main.append(
      el("h1", null, profiles.length === 1 ? ["Report on ", el("bdi", null, flat(profiles[0].title))] : `Report on ${count(profiles.length, "profile")}`),
      el("p.soft", null, "What the OCR could not read, what it may have said, and which pages are worth reading again."),
      el("dl.figures", null,
        figure("Clean text", percent(ink ? 1 - doubt / ink : 1), `${number(ink - doubt)} of ${number(ink)} characters`),
        figure("Doubtful passages", number(passages.length), `${number(applied)} with a repair applied, ${number(proposed)} with a proposal`),
        figure("To be gained", number(gain), "characters, by reading again"),
        figure("Profiles to read again", number(tally("reocr_needed") + tally("partly_repaired")), `${number(tally("clean"))} clean, ${number(tally("repaired"))} repaired`),
        tongues.length ? figure("Damaged languages", number(tongues.length), tongues.slice(0, 4).map(([tag]) => language(tag)).join(", ") + (tongues.length > 4 ? " …" : "")) : null));
    if (summary.failures.length) {
      main.append(el("h2", null, "Files that could not be read"), el("ul", null, summary.failures.slice(0, 100).map((f) => el("li", null, el("bdi.code", null, f.path), ": " + f.message))));
    }
    main.append(el("h2", { id: "again" }, "What to read again first"));
    if (again.length) {
      main.append(el("p.soft", null, "Ranked by the characters of clean text that one may expect from another reading of the page in the right language. The bar shows the text from its first line to its last; thin lines are page breaks."), legend(), table(null, profileColumns, again, 15));
    } else main.append(el("p", null, "Nothing: no passage would be better for another reading."));
    const counts = Array(10).fill(0);
    for (const x of passages) counts[Math.min(9, Math.floor(x.s.confidence * 10))]++;
    const repeats = [...findClusters().values()].filter((group) => group.length > 1).sort((a, b) => b.length - a.length || b[0].loss - a[0].loss);
    const columns = el("div.two");
    columns.append(el("section", null, el("h2", null, "How sure the finding is"),
      el("p.soft", null, "Doubtful passages by the probability that they do not say what the page said."), histogram(counts, "Passages by probability")));
    const kinds = Object.keys(summary.kinds).map((kind) => {
      const those = passages.filter((x) => x.s.kind === kind);
      return { kind, n: those.length, ink: those.reduce((sum, x) => sum + x.s.ink, 0), meaning: summary.kinds[kind].meaning };
    }).filter((k) => k.n).sort((a, b) => b.ink - a.ink);
    columns.append(el("section", null, el("h2", null, "Kinds of damage"), table(null, [
      ["Kind", (k) => [el("a", { href: address(["passages"], { kind: k.kind }) }, words(kindTitle(k.kind))), el("span.under", null, k.meaning)]],
      ["Passages", (k) => number(k.n), "n"], ["Characters", (k) => number(k.ink), "n"]], kinds)));
    main.append(columns);
    const second = el("div.two");
    if (tongues.length) {
      second.append(el("section", null, el("h2", null, "Damaged languages"), table(null, [
        ["Language", ([tag]) => [el("a", { href: address(["passages"], { language: tag }) }, language(tag)), el("span.under", null, tag)]],
        ["Characters to be gained", ([, n]) => number(n), "n"]], tongues)));
    }
    if (repeats.length) {
      second.append(el("section", null, el("h2", null, "Garble that comes again"), el("p.soft", null, "The same marks on the page, misread the same way: one look settles them all."), table(null, [
        ["Reads", (group) => el("a", { href: address(["passages"], { like: group[0].like }) }, el("bdi.read", null, flat(textOf(group[0])).slice(0, 60) || "(white space)"))],
        ["Times", (group) => number(group.length), "n"], ["Profiles", (group) => number(new Set(group.map((x) => x.p)).size), "n"],
        ["Kind", (group) => kindTitle(group[0].s.kind), "nowrap"]], repeats, 10)));
    }
    if (second.children.length) main.append(second);
  }

  // ── All profiles ──
  function profileList(main) {
    document.title = "Profiles · Palimpsest report";
    main.append(el("h1", null, count(profiles.length, "profile")), legend(), table("In the order in which they were given.", profileColumns, profiles, 100));
  }

  // ── One profile ──
  const COLUMN = 100;
  /** The pages in small: every line a stroke, what is doubtful in the colour of its kind. Long pages are cut into columns. */
  function pagesOf(p) {
    const lines = linesOf(p, 0, p.text.length), figures = [];
    let page = 1, column = [];
    const close = (isPageEnd) => {
      if (column.some(([, a, b]) => p.text.slice(a, b).trim())) figures.push(pageFigure(p, page, column));
      column = [];
      if (isPageEnd) page++;
    };
    for (const [no, start, end] of lines) {
      const parts = p.text.slice(start, end).split("\f");
      let at = start;
      parts.forEach((part, i) => {
        if (i) close(true);
        column.push([no, at, at + part.length]);
        at += part.length + 1;
      });
      if (column.length >= COLUMN) close(false);
      if (figures.length >= 60) break;
    }
    close(true);
    return el("div.pages", null, figures);
  }
  function pageFigure(p, page, lines) {
    const step = 3, height = Math.max(12, lines.length) * step + 6, scale = (n) => 5 + Math.min(100, n);
    const first = lines[0][0], last = lines[lines.length - 1][0];
    const node = svg("svg", { viewBox: `0 0 110 ${height}`, role: "img", "aria-label": `Page ${page}, lines ${first} to ${last}` });
    lines.forEach(([no, start, end], i) => {
      const row = p.text.slice(start, end), y = 3 + i * step;
      if (!row.trim()) return;
      const from = scale(row.length - row.trimStart().length);
      node.append(svg("rect", { class: "ink", x: from, y, width: Math.max(1, scale(row.trimEnd().length) - from), height: 1.6 }));
      for (let k = firstAfter(p.suspects, start); k < p.suspects.length && p.suspects[k].at[0] < end; k++) {
        const s = p.suspects[k], x = scale(Math.max(0, s.at[0] - start));
        if (s.mended) continue;
        node.append(svg("a", { href: toPassage(p.passages[k]), tabindex: -1 }, svg("title", null, `${kindTitle(s.kind)}, line ${no}`),
          svg("rect", { class: s.kind + (s.confidence < 0.7 ? " weak" : ""), x, y: y - 0.4, width: Math.max(1.5, scale(s.at[1] - start) - x), height: 2.4 })));
      }
    });
    return el("figure", null, node, el("figcaption", null, `${p.pages > 1 ? `Page ${page}, lines` : "Lines"} ${first}–${last}`));
  }
  function fieldBlock(p, field, here) {
    const suspects = field.suspects.map((i) => p.suspects[i]);
    const changed = edits(suspects, false);
    const node = el("section.field", null, el("p.label", null, el("strong", null, words(field.id)),
      field.verdict && field.verdict !== "clean" ? verdict(field.verdict) : null,
      el("span", null, `${percent(field.clean)} clean`), el("span", null, `confidence ${percent(field.confidence)}`),
      field.values.map(([key, value, sure]) => el("span", { title: `${percent(sure)} sure` }, key ? words(key) + ": " : "", el("bdi", null, flat(value))))));
    if (changed.length && field.at.length) {
      const start = field.at[0][0], end = field.at[field.at.length - 1][1];
      node.append(sideBySide(p, start, end, changed.filter((c) => c.at[0] >= start && c.at[1] <= end), ["As read", "Repaired"], suspects.find((s) => s.language)?.language));
      node.append(el("details", null, el("summary.small", null, "As read, with marks"), el("div.block", null, fieldText(p, field, here))));
    } else node.append(el("div.block", null, fieldText(p, field, here)));
    return node;
  }
  function profileView(main, p) {
    if (!p) return missing(main);
    document.title = `${flat(p.title)} · Palimpsest report`;
    const rows = p.indicators.flatMap((indicator, n) => indicator.fields.map((field, k) => ({ indicator, field, n, first: !k })).concat(indicator.fields.length ? [] : [{ indicator, n, first: true }]));
    main.append(el("p.crumbs", null, el("a", { href: "#/profiles" }, "Profiles")), el("h1", null, el("bdi", null, flat(p.title))),
      el("p.soft", null, el("bdi", null, p.path), ` · ${count(p.pages, "page")} · ${p.encoding} · template ${p.template}`),
      el("dl.figures", null,
        [["Verdict", verdict(p.verdict), p.languages.length ? `in ${languages(p.languages)}` : null], ["Clean text", percent(cleanShare(p)), `${number(p.ink - p.doubt)} of ${number(p.ink)} characters`],
          ["To be gained", number(p.gain), "characters, by reading again"], ["Doubtful passages", number(p.suspects.length), p.suspects.length ? el("a", { href: address(["passages"], { profile: p.key }) }, "Go through them") : null]]
          .map(([title, value, note]) => el("div", null, el("dt", null, title), el("dd", null, value, note ? el("small", null, note) : null)))),
      el("h2", null, "Map of the pages"), legend(), pagesOf(p));
    if (p.head.length) {
      main.append(el("h2", null, "Head of the profile"), el("dl.facts", null, p.head.flatMap(([key, value, sure]) => [el("dt", null, words(key)), el("dd", null, value ? el("bdi", null, flat(value)) : el("span.faded", null, "left open"), el("span.soft.small", null, `  ${percent(sure)} sure`))])));
    }
    if (rows.length) {
      main.append(el("h2", null, "Indicators"), table(null, [
        ["Indicator", (r) => (r.first ? [el("a", { href: address(["profile", p.key], { at: `i${r.n}` }) }, flat(r.indicator.title)), el("span.under", null, r.indicator.path.join(" › "))] : el("span.unseen", null, flat(r.indicator.title)))],
        ["Field", (r) => (r.field ? words(r.field.id) : "none")],
        ["Values", (r) => (r.field ? r.field.values.map(([, value], i) => [i ? "; " : null, el("bdi", null, flat(value))]) : "")],
        ["Clean text", (r) => (r.field ? share(r.field.clean) : ""), "n"],
        ["Confidence", (r) => percent(r.field ? r.field.confidence : r.indicator.confidence), "n"],
        ["Verdict", (r) => (r.field ? verdict(r.field.verdict) : "")]], rows, 400));
      main.append(el("h2", null, "Texts"), el("p.soft", null, "Marked passages are links. The deeper the tint, the surer it is that the passage is wrong."));
      p.indicators.forEach((indicator, n) => main.append(el("section.indicator", { id: `i${n}` }, el("h3", null, flat(indicator.title)), indicator.fields.map((field) => fieldBlock(p, field)))));
    }
    const elsewhere = p.passages.filter((x) => !x.indicator);
    if (elsewhere.length) {
      main.append(el("h2", null, "Elsewhere on the pages"), table(null, [
        ["Reads", (x) => el("a", { href: toPassage(x) }, el("bdi.read", null, flat(textOf(x)).slice(0, 120)))], ["Kind", (x) => kindTitle(x.s.kind)],
        ["Line", (x) => x.s.lines[0], "n"], ["Sure", (x) => percent(x.s.confidence), "n"]], elsewhere, 20));
    }
    if (p.diagnostics.length) main.append(el("h2", null, "Remarks"), el("ul.reasons", null, p.diagnostics.map(([level, message]) => el("li", null, `${level}: `, shown(message)))));
    const whole = el("details", { ontoggle: () => { if (whole.open && whole.children.length === 1) whole.append(...wholeText(p)); } }, el("summary", null, "Show the file, line by line"));
    main.append(el("h2", null, "The text as read"), whole);
  }
  function linesOf(p, from, to) {
    // [number, start, end] of the lines that touch [from, to)
    const breaks = /\r\n|[\n\r\u0085\u2028\u2029]/g, lines = [];
    let start = 0, no = p.line;
    for (let match = breaks.exec(p.text); ; match = breaks.exec(p.text)) {
      const end = match ? match.index : p.text.length;
      if (end >= from && start <= to) lines.push([no, start, end]);
      if (!match || start > to) break;
      start = match.index + match[0].length;
      no++;
    }
    return lines;
  }
  const sourceLine = (p, [no, start, end], here, is) => [el("span.no" + (is ? ".is" : ""), null, String(no)), el("span.read.lines", { dir: "auto" }, marked(p, start, end, here), end === start ? "\u00a0" : null)];
  function wholeText(p) {
    const lines = linesOf(p, 0, p.text.length), chunks = [];
    for (let i = 0; i < lines.length; i += 60) chunks.push(el("div.source.chunk", null, lines.slice(i, i + 60).map((line) => sourceLine(p, line, -1))));
    return chunks;
  }

  // ── Passages ──
  const SORTS = { worst: "worst first", order: "as they stand", unsure: "least sure first" };
  const STATES = { open: "nothing proposed", proposed: "with a proposal", applied: "repair applied" };
  const stateOf = (x) => (x.s.candidates.some((c) => c.applied) ? "applied" : x.s.candidates.length || x.s.terms.length ? "proposed" : "open");
  function haystack(x) {
    x.hay ??= [textOf(x), x.s.candidates.map((c) => c.text).join("\n"), x.s.terms.map((t) => t.text).join("\n"), x.indicator?.title ?? "", x.field?.id ?? "", x.p.title, x.p.path, x.s.language ? language(x.s.language) : ""]
      .join("\n").replace(/\s+/g, " ").toLowerCase();
    return x.hay;
  }
  function select(params) {
    const needles = (params.q ?? "").toLowerCase().split(/\s+/).filter(Boolean), sure = Number(params.sure) || 0;
    if (params.like) findClusters();
    const found = passages.filter((x) => (!params.kind || x.s.kind === params.kind) && (!params.language || x.s.language === params.language)
      && (!params.indicator || (params.indicator === "-" ? !x.indicator : x.indicator?.title === params.indicator))
      && (!params.profile || x.p.key === params.profile) && (!params.state || stateOf(x) === params.state) && x.s.confidence >= sure
      && (!params.like || x.like === params.like) && needles.every((needle) => haystack(x).includes(needle)));
    if (params.sort === "unsure") found.sort((a, b) => a.s.confidence - b.s.confidence || a.number - b.number);
    else if (params.sort !== "order") found.sort((a, b) => b.loss - a.loss || a.number - b.number);
    return found;
  }

  let desk = null;
  /** The list on the left stays as it is while one goes through it; only what changed is drawn anew. */
  function passageView(main, path, params) {
    const wanted = path.length > 1 ? byKey.get(path[1])?.passages[Number(path[2]?.slice(1)) - 1] : null;
    if (!desk || !desk.node.isConnected) {
      desk = makeDesk();
      main.replaceChildren(desk.node);
    }
    const text = JSON.stringify(params);
    if (text !== desk.text) {
      desk.text = text;
      desk.params = params;
      desk.found = select(params);
      desk.list.scrollTop = 0;
      showFilters();
      byId("live").textContent = `${count(desk.found.length, "passage")} found`;
    }
    desk.current = wanted ?? (path.length > 1 ? null : desk.found[0] ?? null);
    desk.node.classList.toggle("none", path.length < 2);
    desk.node.classList.toggle("one", path.length > 1);
    keepInView();
    drawRows();
    drawDetail(path.length > 1 && !wanted);
    document.title = desk.current ? `${desk.current.id} · ${flat(desk.current.p.title)} · Palimpsest report` : "Passages · Palimpsest report";
  }
  function options(values, all) { return [el("option", { value: "" }, all), values.map(([value, title]) => el("option", { value }, title))]; }
  function makeDesk() {
    const uses = (key) => [...new Set(passages.map(key))].filter(Boolean);
    const change = (key) => (event) => setFilter(key, event.target.value);
    const choice = (key, title, values, all) => el("label", null, title, el("select", { name: key, onchange: change(key) }, options(values, all)));
    const titles = uses((x) => x.indicator?.title).map((title) => [title, flat(title)]);
    if (passages.some((x) => !x.indicator)) titles.push(["-", "outside of indicators"]);
    const search = el("input", { type: "search", name: "q", placeholder: "Text, proposal, term, place …", oninput: change("q"), autocomplete: "off", spellcheck: "false" });
    const form = el("form.filters", { role: "search", "aria-label": "Passages", onsubmit: (event) => event.preventDefault() },
      el("label.whole", null, "Search", search),
      choice("kind", "Kind", uses((x) => x.s.kind).map((kind) => [kind, kindTitle(kind)]), "all kinds"),
      choice("language", "Language", uses((x) => x.s.language).map((tag) => [tag, language(tag)]).sort((a, b) => a[1].localeCompare(b[1])), "all languages"),
      el("details", null, el("summary", null, "More filters"), el("div.more", null,
        choice("indicator", "Indicator", titles, "all indicators"),
        choice("sure", "Confidence", [["0.5", "50 % and more"], ["0.9", "90 % and more"], ["0.99", "99 % and more"]], "any"),
        choice("state", "Proposals", Object.entries(STATES), "any"),
        choice("sort", "Order", Object.entries(SORTS).slice(1), SORTS.worst))),
      el("p.count", null, el("span", { id: "found" }), el("button.plain", { type: "button", id: "reset", onclick: () => go(address(["passages"])) }, "Show all")));
    const rows = el("div.rows");
    const list = el("div.list", { role: "listbox", tabindex: 0, "aria-label": "Passages, j and k go on and back", onscroll: drawRows }, rows);
    const detail = el("article.detail", { "aria-label": "Passage" });
    return { node: el("div.desk", null, el("div.side", null, form, list), detail), form, list, rows, detail, search, params: {}, found: [], text: null, current: null };
  }
  let pending = 0;
  function setFilter(key, value) {
    clearTimeout(pending);
    const params = { ...desk.params, [key]: value };
    // While one types, the address follows when the typing pauses.
    pending = setTimeout(() => go(address(["passages"], params), key === "q"), key === "q" ? 120 : 0);
  }
  function showFilters() {
    for (const field of desk.form.elements) {
      if (!field.name) continue;
      const value = desk.params[field.name] ?? "";
      if (field !== document.activeElement && field.value !== value) field.value = value;
    }
    if (["indicator", "sure", "state", "sort"].some((key) => desk.params[key])) desk.form.querySelector("details").open = true;
    const only = [desk.params.profile ? `in ${flat(byKey.get(desk.params.profile)?.title ?? "an unknown profile")}` : "", desk.params.like ? "that read alike" : ""].filter(Boolean).join(", ");
    byId("found").textContent = `${count(desk.found.length, "passage")} ${only}`;
    byId("reset").hidden = !Object.keys(desk.params).length;
  }
  function drawRows() {
    const { list, rows, found, current } = desk;
    rows.style.height = `${found.length * ROW}px`;
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 4), last = Math.min(found.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 4);
    const nodes = [];
    for (let i = first; i < last; i++) {
      const x = found[i];
      const row = el(`div.row.${x.s.kind}`, { role: "option", id: `row-${x.p.key}-${x.id}`, "aria-selected": x === current, "aria-setsize": found.length, "aria-posinset": i + 1, onclick: () => go(toPassage(x, desk.params)) },
        el("span.what", { dir: "auto" }, flat(textOf(x)).slice(0, 90) || "(white space)"), el("span.sure", null, percent(x.s.confidence)),
        el("span.where", null, [words(kindTitle(x.s.kind)), x.s.language ? language(x.s.language) : null, stateOf(x) === "open" ? null : STATES[stateOf(x)]].filter(Boolean).join(" · ")),
        el("span.where", null, el("bdi", null, flat(x.p.title)), ` · ${x.indicator ? flat(x.indicator.title) : "line " + x.s.lines[0]}`));
      row.style.top = `${i * ROW}px`;
      nodes.push(row);
    }
    rows.replaceChildren(...(found.length ? nodes : [el("p.empty", null, "No passage fits these filters.")]));
    if (current && found.includes(current)) list.setAttribute("aria-activedescendant", `row-${current.p.key}-${current.id}`);
    else list.removeAttribute("aria-activedescendant");
  }
  function keepInView() {
    const i = desk.found.indexOf(desk.current);
    if (i < 0) return;
    const { list } = desk, top = i * ROW;
    desk.rows.style.height = `${desk.found.length * ROW}px`;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
  }
  function step(by) {
    const i = desk.found.indexOf(desk.current), next = desk.found[Math.max(0, Math.min(desk.found.length - 1, i + by))];
    if (next) go(toPassage(next, desk.params), true);
  }
  function drawDetail(unknown) {
    const { detail, current: x } = desk;
    if (!x) {
      detail.replaceChildren(el("p.notice", null, unknown ? "This report has no such passage." : "No passage is chosen."));
      return;
    }
    if (detail.dataset.of === `${x.p.key}/${x.id}`) return;
    detail.dataset.of = `${x.p.key}/${x.id}`;
    detail.replaceChildren(...passage(x));
    if (scrollY > 0) scrollTo({ top: 0, behavior: "instant" });
  }
  function overlaid(x) {
    const { p, s } = x, nodes = [];
    let at = s.at[0];
    for (const term of [...s.terms].sort((a, b) => a.at[0] - b.at[0])) {
      if (term.at[0] < at) continue;
      nodes.push(shown(p.text.slice(at, term.at[0])));
      nodes.push(el("ruby" + (term.confidence < 0.8 ? ".weak" : ""), { title: `${percent(term.confidence)} sure` }, shown(p.text.slice(...term.at)), el("rt", { lang: s.language }, shown(term.text))));
      at = term.at[1];
    }
    nodes.push(shown(p.text.slice(at, s.at[1])));
    return nodes;
  }
  /** Up to `size` units of text on either side, cut at white space where there is some near. */
  function surroundings(p, [start, end], size) {
    let from = Math.max(0, start - size), to = Math.min(p.text.length, end + size);
    if (from > 0) from += Math.max(0, p.text.slice(from, Math.min(start, from + 24)).search(/\s/));
    const rest = p.text.slice(Math.max(end, to - 24), to);
    if (to < p.text.length && /\s/.test(rest)) to -= rest.length - rest.search(/\s\S*$/);
    return [from, to];
  }
  function passage(x) {
    const { p, s } = x, out = [], i = desk.found.indexOf(x);
    out.push(el("div.steps", null,
      el("a.back", { href: address(["passages"], desk.params) }, "Back to the list"),
      el("button", { type: "button", onclick: () => step(-1), "aria-label": "Previous passage", disabled: i <= 0 }, "Previous"),
      el("button", { type: "button", onclick: () => step(1), "aria-label": "Next passage", disabled: i < 0 || i >= desk.found.length - 1 }, "Next"),
      i >= 0 ? el("span", null, `${number(i + 1)} of ${number(desk.found.length)}`) : null));
    out.push(el("p.crumbs", null, el("a", { href: toProfile(p) }, el("bdi", null, flat(p.title))),
      x.indicator ? [" › ", el("a", { href: address(["profile", p.key], { at: `i${s.indicator}` }) }, flat(x.indicator.title))] : null, x.field ? ` › ${words(x.field.id)}` : null));
    out.push(el("h1", null, words(kindTitle(s.kind)), s.language ? `, most likely ${language(s.language)}` : ""));
    out.push(el("p.soft", null, `${percent(s.confidence)} sure that this does not say what the page said. `,
      s.lines[0] === s.lines[1] ? `Line ${s.lines[0]}` : `Lines ${s.lines[0]} to ${s.lines[1]}`, " of ", el("bdi", null, p.path), "."));
    const [from, to] = surroundings(p, s.at, 160);
    out.push(el("h2", null, "As read"), el("div.block.large.read" + (s.terms.length ? ".overlaid" : ""), { dir: "auto" },
      el("span.faded", null, from ? "… " : null, marked(p, from, s.at[0])),
      el(`mark.mark.${s.kind}.${strength(s)}${s.mended ? ".mended" : ""}`, { lang: s.kind === "wrong_script" ? null : s.language }, overlaid(x)),
      el("span.faded", null, marked(p, s.at[1], to), to < p.text.length ? " …" : null)));
    if (s.terms.length) {
      out.push(el("h2", null, "Words that it most likely holds"), el("ul.terms", null, [...s.terms].sort((a, b) => b.confidence - a.confidence).map((term) =>
        el("li", null, el("bdi", { lang: s.language }, shown(term.text)), el("span.soft.small", null, ` ${percent(term.confidence)} · ${SOURCES[term.source] ?? term.source}`)))));
    }
    out.push(...proposals(x));
    out.push(el("h2", null, "Why it is doubted"), el("p.soft", null, summary.kinds[s.kind]?.meaning ?? ""), s.reasons.length ? el("ul.reasons", null, s.reasons.map((reason) => el("li", null, shown(reason)))) : null);
    if (x.indicator) {
      const others = x.indicator.fields.filter((field) => field !== x.field);
      if (others.length) {
        out.push(el("h2", null, x.indicator.fields.length > 2 ? "The other fields of the indicator" : "The other field of the indicator"));
        out.push(others.map((field) => fieldBlock(p, field, x.i)));
      }
    }
    const lines = linesOf(p, s.at[0], s.at[1]);
    const [a, b] = [linesOf(p, Math.max(0, s.at[0] - 400), s.at[0]).slice(-4, -1), linesOf(p, s.at[1], Math.min(p.text.length, s.at[1] + 400)).slice(1, 4)];
    out.push(el("h2", null, "Lines of the file"), el("div.block.source", null, a.map((line) => sourceLine(p, line, x.i)), lines.map((line) => sourceLine(p, line, x.i, true)), b.map((line) => sourceLine(p, line, x.i))));
    out.push(el("h2", null, "Reference"), el("dl.facts", null, [
      ["Passage", `${x.id} of ${p.path}${p.index ? `, profile ${p.index + 1}` : ""}`], ["Bytes", `${number(s.bytes[0])} to ${number(s.bytes[1])}`], ["Characters", number(s.ink)],
      s.language && s.languageConfidence ? ["Language", `${language(s.language)}, ${percent(s.languageConfidence)} sure`] : null,
      ["Link", el("a", { href: toPassage(x) }, "to this passage")]].filter(Boolean).flatMap(([title, value]) => [el("dt", null, title), el("dd", null, value)])));
    return out.flat(Infinity).filter(Boolean);
  }
  function proposals(x) {
    const { p, s } = x, out = [el("h2", null, "What it may have said")];
    if (!s.candidates.length) {
      out.push(el("p", null, s.gain ? `Nothing can be proposed with reason. Read the page again${s.language ? ` in ${language(s.language)}` : ""}.`
        : s.kind === "noise" ? "Nothing: most likely there was no text." : "Nothing is proposed."));
      return out;
    }
    const places = new Map();
    for (const c of s.candidates) {
      const key = c.at.join("-");
      if (places.has(key)) places.get(key).push(c); else places.set(key, [c]);
    }
    const groups = [...places.values()].sort((a, b) => a[0].at[0] - b[0].at[0]);
    const chosen = edits([s], true);
    if (groups.length > 1 || (chosen[0] && (chosen[0].at[0] > s.at[0] || chosen[0].at[1] < s.at[1]))) {
      out.push(sideBySide(p, s.at[0], s.at[1], chosen, ["As read", chosen.every((c) => c.applied) ? "Repaired" : "With the surest proposals"], s.language));
    }
    const block = el("div.block");
    const more = [];
    for (const group of groups) {
      const part = group[0].at[0] > s.at[0] || group[0].at[1] < s.at[1];
      for (const c of group.sort((a, b) => b.applied - a.applied || b.confidence - a.confidence)) {
        const parts = difference(p.text.slice(...c.at), c.text);
        const node = el("div.candidate", null,
          el("div.head", null, el("span.nowrap", null, meter(c.confidence), `${percent(c.confidence)} likely`), el("span", null, METHODS[c.method] ?? words(c.method)), el(`span.chip${c.applied ? ".applied" : ""}`, null, c.applied ? "applied" : "proposal")),
          part ? el("p.small.soft", null, "For “", el("bdi", null, side(parts, "gone")), "”:") : null,
          el("p.said.read", { lang: s.language, dir: "auto" }, c.text ? side(parts, "added") : el("span.faded", null, "(nothing: leave it out)")),
          c.why ? el("p.small.soft", null, shown(c.why)) : null);
        if (block.children.length < 12) block.append(node); else more.push(node);
      }
    }
    out.push(block);
    if (more.length) out.push(el("details", null, el("summary", null, `${count(more.length, "more proposal")}`), more));
    return out;
  }

  // ── The frame ──
  function missing(main) { main.append(el("p.notice", null, "This report has no such page. ", el("a", { href: "#/overview" }, "Go to the overview"))); }
  function go(target, replace) {
    if (location.hash === target) return;
    if (replace) { history.replaceState(null, "", target); show(); } else location.hash = target;
  }
  let shownView = null;
  function show() {
    const main = byId("main"), { path, params } = whereabouts(), view = path[0] ?? "overview";
    for (const link of byId("nav").children) {
      if (link.dataset.view === view || (view === "profile" && link.dataset.view === "profiles")) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    main.classList.toggle("wide", view === "passages");
    const state = view === "passages" ? view : path.join("/");
    if (view === "passages") {
      passageView(main, path, params);
    } else if (state !== shownView) {
      desk = null;
      main.replaceChildren();
      if (view === "overview") overview(main);
      else if (view === "profiles") profileList(main);
      else if (view === "profile") profileView(main, byKey.get(path[1]));
      else missing(main);
      scrollTo({ top: 0, behavior: "instant" });
      // The link that led here is gone with the view it was in: go on reading at the new one.
      if (shownView !== null && (!document.activeElement || document.activeElement === document.body)) main.focus({ preventScroll: true });
    }
    if (params.at && view === "profile") byId(params.at)?.scrollIntoView({ behavior: "instant" });
    shownView = state;
  }
  function stored(key, value) {
    // A page from a file may be refused its storage.
    try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
  }
  const THEMES = { auto: "System colours", light: "Light", dark: "Dark" };
  function setTheme(theme) {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme; else delete document.documentElement.dataset.theme;
    stored("palimpsest-theme", theme);
  }
  function buildFrame() {
    byId("nav").append(...[["overview", "Overview"], ["passages", "Passages"], ["profiles", "Profiles"]].map(([view, title]) => el("a", { href: `#/${view}`, "data-view": view }, title)));
    const theme = stored("palimpsest-theme") ?? "auto";
    const picker = el("select", { id: "theme", "aria-label": "Colours", onchange: (event) => setTheme(event.target.value) }, Object.entries(THEMES).map(([value, title]) => el("option", { value, selected: value === theme }, title)));
    setTheme(theme);
    const keys = [["j", "next passage"], ["k", "previous passage"], ["/", "search"], ["Esc", "leave the search, close this"], ["o", "overview"], ["?", "this help"]];
    const dialog = el("dialog", { id: "keys", "aria-labelledby": "keys-title" }, el("h2", { id: "keys-title" }, "Keys"), el("dl.facts", null, keys.flatMap(([key, what]) => [el("dt", null, el("kbd", null, key)), el("dd", null, what)])),
      el("h2", null, "How to read the marks"), legend(), el("p.small", null, "A percentage says how often such a statement is right: of a hundred passages at 90 %, ninety are wrong as read. The deeper the tint, the surer."),
      el("form", { method: "dialog" }, el("button", null, "Close")));
    document.body.append(dialog);
    byId("tools").append(picker, el("button", { type: "button", id: "help", "aria-haspopup": "dialog", onclick: () => dialog.showModal() }, "Help"));
  }
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
    const typing = event.target.matches?.("input, textarea, select");
    if (typing) {
      if (event.key === "Escape" && event.target.matches("input")) { event.target.blur(); desk?.list.focus(); }
      return;
    }
    const inList = desk && document.activeElement === desk.list;
    const key = inList && event.key === "ArrowDown" ? "j" : inList && event.key === "ArrowUp" ? "k" : event.key;
    if (key === "j" || key === "k") {
      if (!desk) go("#/passages" ); else if (whereabouts().path.length < 2 && desk.found.length) go(toPassage(desk.current && key === "j" && desk.found.length > 1 && innerWidth > 896 ? desk.found[1] : desk.found[0], desk.params)); else step(key === "j" ? 1 : -1);
    } else if (key === "/") {
      if (!desk || (desk.node.classList.contains("one") && innerWidth <= 896)) { location.hash = "#/passages"; setTimeout(() => desk?.search.focus(), 0); } else desk.search.focus();
    } else if (key === "?") byId("keys").showModal();
    else if (key === "o") go("#/overview");
    else return;
    event.preventDefault();
  }
  /** Reads the blocks in slices, so that the page answers while it fills. */
  function load(blocks, at, done) {
    const until = performance.now() + 40;
    while (at < blocks.length && performance.now() < until) addProfile(JSON.parse(blocks[at++].textContent));
    if (at < blocks.length) {
      byId("loading").textContent = `Reading the profiles … ${at} of ${blocks.length}`;
      setTimeout(load, 0, blocks, at, done);
    } else done();
  }
  load([...document.querySelectorAll("script.profile")], 0, () => {
    summary = JSON.parse(byId("summary").textContent);
    buildFrame();
    addEventListener("hashchange", show);
    addEventListener("keydown", onKey);
    addEventListener("resize", () => desk && drawRows());
    byId("main").replaceChildren();
    show();
    document.documentElement.dataset.ready = "yes";
  });
})();
