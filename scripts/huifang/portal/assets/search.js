// The search box: "/" opens it, arrows choose, Enter follows, Esc closes; hits by kind, each kind leads to all of its.
"use strict";
(function () {
  var MOST = {people: 8}, OTHERS = 4, AFTER = 80, AROUND = 24;

  function element(name, type, text) {
    var made = document.createElement(name);
    if (type) made.className = type;
    if (text) made.textContent = text;
    return made;
  }

  // A text into an element; what is Chinese says so where the page is not.
  function spoken(target, text) {
    if (document.documentElement.lang === "zh") { target.append(text); return target; }
    text.split(/((?:[\u3005\u3007\u3400-\u9fff\uf900-\ufaff]|[\u{20000}-\u{323af}])+)/u).forEach(function (part, at) {
      if (at % 2) { part = element("span", "", part); part.lang = "zh"; }
      target.append(part);
    });
    return target;
  }

  function write(target, text, asked, around) {
    Huifang.marked(text, asked, around).forEach(function (part) { spoken(part[1] ? target.appendChild(element("mark")) : target, part[0]); });
    return target;
  }

  function filled(form, values) {
    return form.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }

  function Box(form) {
    var box = this;
    box.form = form; box.root = form.dataset.root;
    box.input = form.querySelector("input"); box.panel = form.querySelector(".hf-search-panel");
    box.list = form.querySelector("[role=listbox]"); box.said = form.querySelector("[role=status]");
    box.opener = form.querySelector(".hf-search-open");
    box.rows = []; box.row = -1; box.column = 0; box.opened = {}; box.drawn = null; box.failed = false;
    box.listen();
  }

  Box.prototype.open = function () {
    this.form.classList.add("hf-search-on");
    this.input.focus();
    this.input.select();
    this.show();
  };

  Box.prototype.shut = function () {
    this.form.classList.remove("hf-search-on");
    this.panel.hidden = true;
    this.clear();
  };

  // After the keyboard or a button has shut it: to what can open it again.
  Box.prototype.leave = function () {
    this.shut();
    (this.input.offsetParent ? this.input : this.opener).focus();
    this.shut();
  };

  // What Enter does: to the chosen hit of what is typed by now; where nothing can be read, to the list of people.
  Box.prototype.go = function () {
    var box = this, drawn = box.drawn === box.input.value && !box.panel.hidden;
    (drawn ? Promise.resolve() : box.show()).then(function () {
      if (box.rows.length) box.rows[box.row][box.column].click();
      else if (box.failed) box.form.submit();
    });
  };

  Box.prototype.show = function () {
    var box = this, text = box.input.value;
    return Huifang.finder(box.root, true).then(function (finder) {
      box.failed = false;
      if (text === box.input.value) box.draw(finder, Huifang.query(text));
    }, function () {
      box.clear();
      box.failed = true;
      box.said.textContent = box.form.dataset.failed;
      box.panel.hidden = false;
    });
  };

  Box.prototype.clear = function () {
    this.list.textContent = ""; this.rows = []; this.row = -1; this.drawn = null;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  };

  Box.prototype.draw = function (finder, asked) {
    var box = this, total = 0, people = 0;
    box.clear();
    finder.kinds.forEach(function (kind) {
      var found = finder.find(kind[0], asked);
      total += found.length;
      if (kind[0] === "people") people = found.length;
      if (found.length) box.list.append(box.group(finder, kind, found, asked));
    });
    box.said.textContent = !asked.words.length ? finder.words.hint : people ? filled(finder.words.found, {n: total}) : box.nobody(finder, asked, total);
    box.drawn = box.input.value;
    box.panel.hidden = false;
    box.input.setAttribute("aria-expanded", String(Boolean(total)));
    if (total) box.choose(0, 0);
  };

  // That no person is found, never without what was looked through, or that there are no names.
  Box.prototype.nobody = function (finder, asked, total) {
    var words = finder.words, all = finder.of.people.length, missing = !all || finder.named === all ? [] : [finder.named ? filled(words.unnamed, {n: all - finder.named}) : words.codes];
    if (total) return [filled(words.nobody, {n: total})].concat(missing).join("\n");
    var counts = finder.kinds.filter(function (kind) { return finder.of[kind[0]].length; }).map(function (kind) {
      return filled(words.count, {kind: kind[1], n: finder.of[kind[0]].length});
    });
    return [filled(words.none, {text: asked.text}), filled(words.looked, {what: counts.join(words.and), day: finder.day})].concat(missing, words.caution).join("\n");
  };

  Box.prototype.group = function (finder, kind, found, asked) {
    var box = this, group = element("div", "hf-kind"), head = element("div", "hf-kind-name", filled(finder.words.count, {kind: kind[1], n: found.length}));
    var most = box.opened[kind[0]] === asked.text ? found.length : MOST[kind[0]] || OTHERS;
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", "hf-kind-" + kind[0]);
    head.id = "hf-kind-" + kind[0];
    head.setAttribute("role", "presentation");
    group.append(head);
    found.slice(0, most).forEach(function (entry) { group.append(kind[0] === "people" ? box.person(finder, entry, asked) : box.entry(entry, asked)); });
    if (found.length > most) group.append(box.all(finder, kind[0], found.length, most, asked));
    return group;
  };

  Box.prototype.option = function (name, type, uri) {
    var option = element(name, type);
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.tabIndex = -1;
    if (uri) option.href = this.root + uri;
    return option;
  };

  Box.prototype.put = function () {
    var row = element("div", "hf-hit"), options = Array.from(arguments), box = this;
    row.setAttribute("role", "presentation");
    options.forEach(function (option, column) { option.id = "hf-hit-" + box.rows.length + "-" + column; row.append(option); });
    box.rows.push(options);
    return row;
  };

  Box.prototype.person = function (finder, entry, asked) {
    var option = this.option("a", "hf-hit-main", "people/" + entry.code + ".html"), answer = this.option("a", "hf-hit-answer", "answer/" + entry.code + ".html");
    var seen = Huifang.query(entry.code + entry.name + entry.unit).whole, number = "";
    if (!asked.words.every(function (word) { return seen.indexOf(word) >= 0; })) {
      number = entry.documents.find(function (each) { var told = Huifang.query(each).whole; return asked.words.some(function (word) { return told.indexOf(word) >= 0; }); });
    }
    option.append(write(element("span", "hf-code"), entry.code, asked), " ", write(element("b"), entry.name, asked), " ", write(element("small"), entry.unit, asked));
    if (number) option.append(" ", write(element("small"), filled(finder.words.document, {document: number}), asked));
    answer.textContent = finder.words.answer;
    answer.setAttribute("aria-label", finder.words.answer + " " + entry.code);
    return this.put(option, answer);
  };

  Box.prototype.entry = function (entry, asked) {
    var option = this.option("a", "hf-hit-main", entry.uri), told = [entry.page, entry.told].filter(Boolean).join(" · ");
    option.append(write(element("b"), entry.name, asked));
    if (told) option.append(" ", write(element("small"), told, asked));
    if (entry.text) option.append(" ", write(element("span", "hf-hit-text"), entry.text, asked, AROUND));
    return this.put(option);
  };

  // People stand all on their list; the others open here.
  Box.prototype.all = function (finder, kind, n, shown, asked) {
    var box = this, people = kind === "people", option = box.option(people ? "a" : "div", "hf-hit-main hf-hit-all", people ? "people.html?q=" + encodeURIComponent(asked.text) : "");
    option.textContent = filled(finder.words.all, {n: n});
    if (!people) {
      option.addEventListener("click", function () {
        var row = box.row;
        box.opened[kind] = asked.text;
        box.draw(finder, asked);
        box.choose(row, 0);
        box.input.focus();
      });
    }
    return box.put(option);
  };

  Box.prototype.choose = function (row, column) {
    var box = this, inside = box.list.contains(document.activeElement), option;
    if (!box.rows.length) return;
    box.rows.forEach(function (options) { options.forEach(function (each) { each.setAttribute("aria-selected", "false"); each.tabIndex = -1; }); });
    box.row = (row + box.rows.length) % box.rows.length;
    box.column = Math.min(column, box.rows[box.row].length - 1);
    option = box.rows[box.row][box.column];
    option.setAttribute("aria-selected", "true");
    box.rows[box.row].forEach(function (each) { each.tabIndex = 0; });  // Tab leads into the chosen row
    box.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({block: "nearest"});
    if (inside) option.focus();
  };

  Box.prototype.key = function (event) {
    var box = this, inside = box.list.contains(event.target), typing = event.target === box.input, input = box.input;
    event.stopPropagation();  // the theme has keys of its own
    if (event.isComposing || event.keyCode === 229) return;
    var shown = !box.panel.hidden && box.rows.length && (inside || typing), ended = inside || (input.selectionStart === input.value.length && input.selectionEnd === input.value.length);
    if (event.key === "Escape") box.leave();
    else if (event.key === "ArrowDown" && typing && box.panel.hidden) box.show();
    else if (event.key === "ArrowDown" && shown) box.choose(box.row + 1, 0);
    else if (event.key === "ArrowUp" && shown) box.choose(box.row - 1, 0);
    else if (event.key === "ArrowRight" && shown && ended && box.rows[box.row].length > 1) box.choose(box.row, 1);
    else if (event.key === "ArrowLeft" && shown && box.column > 0) box.choose(box.row, 0);
    else if (event.key === "Enter" && inside) event.target.click();
    else if (event.key === "Enter" && typing) box.go();
    else return;
    event.preventDefault();
  };

  Box.prototype.listen = function () {
    var box = this, wait = 0;
    box.input.addEventListener("focus", function () { Huifang.finder(box.root, true).catch(function () {}); });
    box.input.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(function () { box.show(); }, AFTER); });
    box.form.addEventListener("keydown", function (event) { box.key(event); });
    box.form.addEventListener("submit", function (event) { event.preventDefault(); box.open(); });  // a tap on the glass
    box.form.querySelector(".hf-search-close").addEventListener("click", function () { box.leave(); });
    box.list.addEventListener("click", function (event) { if (event.target.closest("a") && !event.ctrlKey && !event.metaKey) box.shut(); });
    ["mousedown", "focusin"].forEach(function (kind) {
      document.addEventListener(kind, function (event) { if (!box.form.contains(event.target)) box.shut(); });
    });
    document.addEventListener("keydown", function (event) {
      var slash = event.key === "/" || event.key === "、" || (event.code === "Slash" && event.key === "Process");
      if (!slash || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      box.open();
    });
  };

  document.querySelectorAll(".hf-search").forEach(function (form) { return new Box(form); });
  document.querySelectorAll(".hf-noscript").forEach(function (each) { each.hidden = true; });
})();
