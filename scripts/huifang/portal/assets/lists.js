// Lists: tabs, filters and sorting that live in the address (#overdue&district=ja&sort=-due); the rows behind the first
// come from a script beside the page. Without it the page has its first rows, and numbered pages the others.
"use strict";
(function () {
  var SCREEN = 200, PHONE = 40, NARROW = 704;

  function List(section) {
    var list = this, table = section.querySelector("table");
    list.section = section; list.data = section.dataset; list.table = table; list.body = table.tBodies[0];
    list.tools = section.querySelector(".hf-tools"); list.said = section.querySelector(".hf-said");
    list.tabs = Array.from(list.tools.querySelectorAll("[data-tab]"));
    list.selects = Array.from(list.tools.querySelectorAll("select"));
    list.field = list.tools.querySelector("[data-with]"); list.once = list.tools.querySelector("[data-one]");
    list.prefix = list.data.prefix || "";
    list.groups = list.data.groups ? JSON.parse(list.data.groups) : {};
    list.rows = list.read();
    list.total = Number(list.data.total) || list.rows.length;
    list.whole = list.rows.length >= list.total;
    list.step = list.data.rest === undefined ? Infinity : window.innerWidth > NARROW ? SCREEN : PHONE;
    list.as_it_came = true;
    list.limit = list.step;
    list.opened = new Set();
    list.clear();
    list.listen();
  }

  List.prototype.clear = function () { this.state = {tab: "", values: {}, words: "", sort: "", down: false, one: false}; };

  // The rows of the page as it came, each with what it is chosen by.
  List.prototype.read = function () {
    var list = this, group = "", found = [];
    Array.from(list.body.rows).forEach(function (row) {
      if (row.classList.contains("hf-group")) {
        group = row.dataset.group || "g" + found.length;
        if (!list.groups[group]) list.groups[group] = [row.textContent.replace(/\s*[（(]\d+[）)]\s*$/, "").trim(), 0];
        return;
      }
      var given = row.dataset, code = row.cells[0].querySelector(".hf-code"), values = {}, parts = (given.v || "").split("\t");
      (list.data.by || "").split(" ").forEach(function (by, at) { values[by] = parts[at]; });
      found.push({tabs: " " + (given.in || "") + " ", person: code ? code.textContent : "", group: given.group || group, values: values, html: row.innerHTML, node: row});
    });
    found.forEach(function (row, place) { row.place = place; });
    return found;
  };

  List.prototype.load = function () {
    var list = this;
    if (list.whole || !list.data.rest) return Promise.resolve();
    list.asked = list.asked || Huifang.load(list.data.rest).then(function (data) {
      data.rows.forEach(function (each) {
        var values = {};
        data.by.forEach(function (by, at) { values[by] = each[3][at]; });
        list.rows.push({tabs: " " + each[0] + " ", person: each[1], group: each[2], values: values, html: each[4], node: null, place: list.rows.length});
      });
      list.whole = true;
    });
    return list.asked;
  };

  List.prototype.chosen = function () {
    var state = this.state;
    return Boolean(state.tab || state.words || state.sort || state.one || Object.keys(state.values).length);
  };

  List.prototype.matching = function () {
    var state = this.state, by = Object.keys(state.values), words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
    var tab = state.tab ? " " + state.tab + " " : "", found = this.found();
    return this.rows.filter(function (row) {
      if (tab && row.tabs.indexOf(tab) < 0) return false;
      for (var at = 0; at < by.length; at += 1) if (row.values[by[at]] !== state.values[by[at]]) return false;
      if (!words.length) return true;
      if (found) return found.has(row.person);
      if (row.text === undefined) row.text = Huifang.plain(row.html).toLowerCase();
      return words.every(function (word) { return row.text.indexOf(word) >= 0; });
    });
  };

  // The people whom the search finds by the words of the list of people; null where words are looked for in the rows.
  List.prototype.found = function () {
    var list = this;
    if (!list.finder || !list.state.words.trim()) return null;
    return new Set(list.finder.find("people", Huifang.query(list.state.words)).map(function (entry) { return entry.code; }));
  };

  List.prototype.head = function () {
    var name = this.state.sort;
    return this.heads.find(function (head) { return name && head.dataset.sort && (head.dataset.name || String(head.cellIndex)) === name; });
  };

  // Sorted inside the groups, which keep their order: what is overdue never mixes with what is past.
  List.prototype.sorted = function (rows) {
    var head = this.head(), down = this.state.down, column;
    if (!head) return rows;
    column = head.cellIndex;
    var parts = new Map();
    rows.forEach(function (row) { if (!parts.has(row.group)) parts.set(row.group, []); parts.get(row.group).push(row); });
    return [].concat.apply([], Array.from(parts.values()).map(function (part) {
      var texts = part.map(function (row) {
        row.keys = row.keys || row.html.split("</td>");
        return Huifang.plain(row.keys[column] || "");
      });
      return Huifang.order(head.dataset.sort, texts, down).map(function (at) { return part[at]; });
    }));
  };

  // One row a person: the first; the others open on demand.
  List.prototype.folded = function (rows) {
    var others = new Map(), list = this;
    rows.forEach(function (row) { row.others = 0; });
    if (!list.state.one) return rows;
    return rows.filter(function (row) {
      var first = row.person && others.get(row.person);
      if (!first) { if (row.person) others.set(row.person, row); return true; }
      first.others += 1;
      return list.opened.has(row.person);
    });
  };

  List.prototype.nodes = function (rows) {
    var missing = rows.filter(function (row) { return !row.node; }), holder = document.createElement("template"), list = this;
    holder.innerHTML = "<table><tbody>" + missing.map(function (row) { return "<tr data-in>" + row.html + "</tr>"; }).join("") + "</tbody></table>";
    Array.from(holder.content.querySelectorAll("tr")).forEach(function (node, at) { node.dataset.in = missing[at].tabs.trim(); missing[at].node = node; });
    rows.forEach(function (row) { list.plus(row); });
  };

  List.prototype.plus = function (row) {
    var list = this, old = row.node.querySelector(".hf-plus");
    if (old) old.remove();
    if (!row.others) return;
    var button = document.createElement("button");
    button.type = "button"; button.className = "hf-plus"; button.textContent = "+" + row.others;
    button.setAttribute("aria-label", list.data.others.replace("{n}", row.others));
    button.setAttribute("aria-expanded", String(list.opened.has(row.person)));
    button.addEventListener("click", function () {
      if (list.opened.has(row.person)) list.opened.delete(row.person); else list.opened.add(row.person);
      list.draw();
    });
    row.node.cells[0].append(" ", button);
  };

  List.prototype.groupHead = function (name, n) {
    var row = document.createElement("tr"), cell = document.createElement("th");
    row.className = "hf-group"; row.dataset.group = name;
    cell.colSpan = this.heads.length; cell.scope = "rowgroup";
    cell.textContent = (this.data.head || "{title} ({n})").replace("{title}", this.groups[name][0]).replace("{n}", n);
    row.append(cell);
    return row;
  };

  List.prototype.draw = function () {
    var list = this, matching = list.matching(), shown = list.folded(list.sorted(matching)), drawn = shown.slice(0, list.limit);
    var counts = {}, fragment = document.createDocumentFragment(), group = null, known = list.whole || list.failed;
    matching.forEach(function (row) { counts[row.group] = (counts[row.group] || 0) + 1; });
    list.shown = matching;
    if (list.as_it_came && !list.chosen() && list.rows.length <= list.limit) { list.tell(matching.length, shown.length, drawn.length); return; }
    list.as_it_came = false;  // what is the target of an address stays as it is until somebody chooses
    list.nodes(drawn);
    drawn.forEach(function (row) {
      if (row.group !== group && list.groups[row.group]) fragment.append(list.groupHead(row.group, known ? counts[row.group] : list.groups[row.group][1]));
      group = row.group;
      fragment.append(row.node);
    });
    list.body.textContent = "";
    list.body.append(fragment);
    list.tell(matching.length, shown.length, drawn.length);
  };

  List.prototype.sentence = function () {
    var list = this, state = list.state, chosen = [], head = list.head();
    var tab = list.tabs.find(function (each) { return state.tab && each.dataset.tab === state.tab; });
    if (tab) chosen.push(tab.dataset.said || tab.textContent);
    list.selects.forEach(function (select) {
      if (select.value) chosen.push(select.parentElement.firstChild.textContent.trim() + " " + select.selectedOptions[0].textContent);
    });
    Object.keys(state.values).forEach(function (by) {  // what only a link asks for
      if (!list.selects.some(function (select) { return select.dataset.by === by; })) chosen.push(state.values[by]);
    });
    if (state.words) chosen.push(list.field.parentElement.firstChild.textContent.trim() + " " + state.words.trim());
    if (state.one) chosen.push(list.data.once.replace("{people}", new Set(list.shown.map(function (row) { return row.person; }).filter(Boolean)).size));
    if (head && list.data.sorted) chosen.push((state.down ? list.data.down : list.data.sorted).replace("{column}", head.textContent) + (Object.keys(list.groups).length ? list.data.inside : ""));
    return chosen;
  };

  List.prototype.tell = function (matching, rows, drawn) {
    var list = this, chosen = list.sentence(), known = list.whole || list.failed, all = list.failed ? list.rows.length : list.total;
    var n = known ? matching : list.total, left = (known ? rows : list.total) - drawn;
    if (left > 0 && list.data.fewer) chosen.push(list.data.fewer.replace("{drawn}", drawn));
    var form = chosen.length ? list.said.dataset.some : list.said.dataset.all;
    list.said.textContent = form.replace("{shown}", n).replace("{n}", all).replace("{filters}", chosen.join(" · ")) + (list.failed ? " " + list.data.failed : "");
    list.more.hidden = left <= 0 || Boolean(list.failed && drawn >= rows);
    if (list.data.more) list.more.textContent = list.data.more.replace("{more}", Math.min(list.step, left)).replace("{left}", left);
  };

  // What is chosen, into the address; what other lists of the page have there stays.
  List.prototype.write = function () {
    var list = this, state = list.state, mine = [];
    if (state.tab) mine.push(encodeURIComponent(state.tab));
    Object.keys(state.values).forEach(function (by) { mine.push(by + "=" + encodeURIComponent(state.values[by])); });
    if (state.words.trim()) mine.push("with=" + encodeURIComponent(state.words.trim()));
    if (state.sort) mine.push("sort=" + (state.down ? "-" : "") + state.sort);
    if (state.one) mine.push("one=1");
    mine = mine.map(function (part) { return list.prefix + part; });
    var hash = parts().filter(function (part) { return !list.owns(part) && /^[a-z]+:/.test(part) === !list.prefix; }).concat(mine).join("&");
    try { history.replaceState(null, "", location.pathname + (list.data.find === undefined ? location.search : "") + (hash ? "#" + hash : "")); } catch (refused) { location.replace("#" + hash); }
  };

  List.prototype.owns = function (part) {
    return this.prefix ? part.indexOf(this.prefix) === 0 : !/^[a-z]+:/.test(part);
  };

  function parts() { return location.hash.replace(/^#/, "").split("&").filter(Boolean); }

  function decoded(text) { try { return decodeURIComponent(text); } catch (broken) { return text; } }

  List.prototype.follow = function () {  // a number on another page leads to exactly the rows that it counts
    var list = this, state;
    list.clear(); state = list.state;
    parts().filter(function (part) { return list.owns(part); }).forEach(function (part) {
      var text = part.slice(list.prefix.length), at = text.indexOf("="), by = at < 0 ? "" : text.slice(0, at), value = decoded(text.slice(at + 1));
      if (!by) { if (list.tabs.some(function (tab) { return tab.dataset.tab === value; })) state.tab = value; }
      else if (by === "with") state.words = value;
      else if (by === "one") state.one = Boolean(list.once);
      else if (by === "sort") { state.down = value[0] === "-"; state.sort = value.replace(/^-/, ""); }
      else if (list.rows.length && list.rows[0].values[by] !== undefined) state.values[by] = value;
    });
    if (list.data.find !== undefined && !state.words) state.words = new URLSearchParams(location.search).get("q") || "";  // as the search asks
    list.controls();
    list.limit = list.step;
    list.apply();
  };

  List.prototype.controls = function () {
    var list = this, state = list.state, head = list.head();
    list.tabs.forEach(function (tab) { tab.setAttribute("aria-pressed", String(tab.dataset.tab === state.tab)); });
    list.selects.forEach(function (select) { select.value = state.values[select.dataset.by] || ""; });
    list.field.value = state.words;
    if (list.once) list.once.checked = state.one;
    Huifang.mark(list.heads, head, state.down ? -1 : 1);
  };

  List.prototype.apply = function () {
    var list = this;
    if (!list.chosen() && list.limit <= list.rows.length) { list.draw(); return Promise.resolve(); }
    return list.load_all().then(function () { list.draw(); });
  };

  // All rows, and who finds people; where these cannot be read those of the page, and the list says so.
  List.prototype.load_all = function () {
    var list = this, finder = list.data.find === undefined || !list.state.words.trim() ? null : Huifang.finder(list.data.find, false);
    return Promise.all([list.load(), finder]).then(function (both) {
      list.finder = both[1]; list.failed = false;
    }, function () { list.failed = true; list.pages(false); list.draw(); });
  };

  List.prototype.changed = function () { this.limit = this.step; this.write(); return this.apply(); };

  List.prototype.pages = function (hidden) { this.section.querySelectorAll(".hf-pages").forEach(function (each) { each.hidden = hidden; }); };

  List.prototype.listen = function () {
    var list = this, wait = 0;
    list.heads = Huifang.heads(list.table, function (head, direction) {
      list.state.sort = direction ? head.dataset.name || String(head.cellIndex) : "";
      list.state.down = direction < 0;
      list.changed();
    });
    list.tabs.forEach(function (tab) { tab.addEventListener("click", function () { list.state.tab = tab.dataset.tab; list.controls(); list.changed(); }); });
    list.selects.forEach(function (select) {
      select.addEventListener("input", function () {
        if (select.value) list.state.values[select.dataset.by] = select.value; else delete list.state.values[select.dataset.by];
        list.changed();
      });
    });
    list.field.addEventListener("input", function () {
      clearTimeout(wait);
      wait = setTimeout(function () { list.state.words = list.field.value; list.changed(); }, 150);
    });
    if (list.once) list.once.addEventListener("input", function () { list.state.one = list.once.checked; list.opened.clear(); list.changed(); });
    list.tools.querySelectorAll("[data-csv]").forEach(function (button) { button.addEventListener("click", function () { list.load_all().then(function () { Huifang.download(list); }); }); });
    list.tools.addEventListener("keydown", function (event) { event.stopPropagation(); });
    list.more = document.createElement("button");
    list.more.type = "button"; list.more.className = "hf-show-more"; list.more.hidden = true;
    list.more.addEventListener("click", function () { list.limit += list.step; list.apply(); });
    list.table.after(list.more);
    window.addEventListener("hashchange", function () { list.follow(); if (list.chosen()) list.section.scrollIntoView(); });
    window.addEventListener("beforeprint", function () { list.paper = list.limit; list.limit = Infinity; list.draw(); });
    window.addEventListener("afterprint", function () { list.limit = list.paper; list.draw(); });
    list.tools.querySelectorAll("details").forEach(function (each) { each.open = window.innerWidth > NARROW; });  // on a telephone one line, until somebody asks
    list.tools.hidden = false; list.said.hidden = false;
    list.pages(true);
    list.follow();
  };

  Huifang.lists = Array.from(document.querySelectorAll(".hf-list")).filter(function (section) {
    return section.querySelector(".hf-tools") && section.querySelector("table");
  }).map(function (section) { return new List(section); });
})();
