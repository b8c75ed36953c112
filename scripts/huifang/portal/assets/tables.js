// Sorting: days as days, numbers as numbers, Chinese by pinyin, what is unknown last in either direction.
"use strict";
var Huifang = window.Huifang || {};
(function () {
  var collator = new Intl.Collator("zh-Hans-CN", {numeric: true});
  var NAMED = {lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " "};

  function unknown(text) { return text === "" || text === "—"; }

  // The places of some texts in their order. A thousand rows hold few words, so only different ones are compared.
  Huifang.order = function (kind, texts, down) {
    var known = Array.from(new Set(texts)).filter(function (text) { return !unknown(text); }), rank = new Map();
    if (kind === "number") known.sort(function (a, b) { return parseFloat(a) - parseFloat(b); });
    else if (kind === "text") known.sort(collator.compare);
    else known.sort();
    known.forEach(function (text, place) { rank.set(text, down ? -place : place); });
    var places = texts.map(function (text) { return unknown(text) ? Infinity : rank.get(text); });
    return texts.map(function (_, at) { return at; }).sort(function (a, b) {
      return places[a] === places[b] ? a - b : places[a] - places[b];
    });
  };

  // The text of HTML that we made ourselves.
  Huifang.plain = function (html) {
    return html.replace(/<[^>]*>/g, " ").replace(/&(?:#(\d+)|(\w+));/g, function (whole, number, name) {
      return number ? String.fromCodePoint(Number(number)) : NAMED[name] || whole;
    }).replace(/\s+/g, " ").trim();
  };

  // A button in each head that sorts; `chosen(head, direction)` gets 1, -1 or 0, which is the order of before.
  Huifang.heads = function (table, chosen) {
    var heads = Array.from(table.tHead ? table.tHead.rows[0].cells : []);
    heads.forEach(function (head) {
      if (!head.dataset.sort) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.append(button);
      button.addEventListener("click", function () {
        var now = head.getAttribute("aria-sort"), next = now === "ascending" ? -1 : now === "descending" ? 0 : 1;
        Huifang.mark(heads, head, next);
        chosen(head, next);
      });
    });
    return heads;
  };
  Huifang.mark = function (heads, head, direction) {
    heads.forEach(function (each) { each.removeAttribute("aria-sort"); });
    if (head && direction) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  };

  function sortable(table) {
    var body = table.tBodies[0];
    if (!body) return;
    var rows = Array.from(body.rows);
    Huifang.heads(table, function (head, direction) {
      var texts = rows.map(function (row) { var cell = row.cells[head.cellIndex]; return cell ? cell.textContent.trim() : ""; });
      var order = direction ? Huifang.order(head.dataset.sort, texts, direction < 0) : rows.map(function (_, at) { return at; });
      body.append.apply(body, order.map(function (at) { return rows[at]; }));
    });
  }

  document.querySelectorAll("table.hf-table").forEach(function (table) { if (!table.closest(".hf-list")) sortable(table); });
})();
