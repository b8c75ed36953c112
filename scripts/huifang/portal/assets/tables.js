// Tables: tabs, filters told as a sentence, sorting (days as days, numbers as numbers, Chinese by pinyin). Without it all rows stand.
"use strict";
(function () {
  var collator = new Intl.Collator("zh-Hans-CN", {numeric: true});

  function compare(kind, a, b) {
    if (a === b) return 0;
    if (a === "" || a === "—") return 1;  // what is unknown comes last in either direction
    if (b === "" || b === "—") return -1;
    if (kind === "number") return parseFloat(a) - parseFloat(b);
    return kind === "day" ? (a < b ? -1 : 1) : collator.compare(a, b);
  }

  function text_of(row, column) { var cell = row.cells[column]; return cell ? cell.textContent.trim() : ""; }

  function sortable(table) {
    var body = table.tBodies[0], heads = Array.from(table.tHead ? table.tHead.rows[0].cells : []);
    if (!body) return;
    heads.forEach(function (head, column) {
      if (!head.dataset.sort) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.append(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending", kind = head.dataset.sort;
        heads.forEach(function (each) { each.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.from(body.rows).filter(function (row) { return !row.classList.contains("hf-group"); });
        Array.from(body.querySelectorAll(".hf-group")).forEach(function (row) { row.remove(); });
        var keyed = rows.map(function (row) { return [text_of(row, column), row]; });
        keyed.sort(function (a, b) {
          var known = a[0] !== "" && a[0] !== "—" && b[0] !== "" && b[0] !== "—";
          return (down && known ? -1 : 1) * compare(kind, a[0], b[0]);
        });
        body.append.apply(body, keyed.map(function (each) { return each[1]; }));
      });
    });
  }

  function read(part) { try { return decodeURIComponent(part); } catch (broken) { return ""; } }

  function filtered(section) {
    var tools = section.querySelector(".hf-tools"), said = section.querySelector(".hf-said"), table = section.querySelector("table");
    if (!tools || !table) return;
    var tabs = Array.from(tools.querySelectorAll("[data-tab]")), selects = Array.from(tools.querySelectorAll("select")), field = tools.querySelector("[data-with]");
    var rows = Array.from(table.tBodies[0].rows).filter(function (row) { return !row.classList.contains("hf-group"); });
    var groups = Array.from(table.querySelectorAll(".hf-group"));

    function matches(row, tab, words) {
      if (tab && !(" " + (row.dataset.in || "") + " ").includes(" " + tab + " ")) return false;
      if (!selects.every(function (select) { return !select.value || row.dataset[select.dataset.by] === select.value; })) return false;
      if (!words.length) return true;
      var text = row.textContent.toLowerCase();
      return words.every(function (word) { return text.includes(word); });
    }
    function apply() {
      var pressed = tabs.find(function (tab) { return tab.getAttribute("aria-pressed") === "true"; });
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
      rows.forEach(function (row) { row.hidden = !matches(row, pressed.dataset.tab, words); if (!row.hidden) shown += 1; });
      groups.forEach(function (group) {
        var row = group.nextElementSibling, any = false;
        for (; row && !row.classList.contains("hf-group"); row = row.nextElementSibling) any = any || !row.hidden;
        group.hidden = !any;
      });
      var chosen = selects.filter(function (select) { return select.value; }).map(function (select) {
        return select.parentElement.firstChild.textContent.trim() + " " + select.selectedOptions[0].textContent;
      });
      if (pressed.dataset.tab) chosen.unshift(pressed.textContent);
      if (words.length) chosen.push(field.parentElement.firstChild.textContent.trim() + " " + field.value.trim());
      var form = chosen.length ? said.dataset.some : said.dataset.all;
      said.textContent = form.replace("{shown}", String(shown)).replace("{n}", String(rows.length)).replace("{filters}", chosen.join(" · "));
    }
    function press(tab) { tabs.forEach(function (each) { each.setAttribute("aria-pressed", String(each === tab)); }); apply(); }
    function follow() {  // a number leads to exactly the rows that it counts: `#tab`, `#by=value`, `#tab&by=value`
      var wanted = location.hash.slice(1).split("&").map(read).filter(Boolean);
      var tab = tabs.find(function (each) { return each.dataset.tab && wanted.includes(each.dataset.tab); });
      var chosen = selects.map(function (select) {
        return Array.from(select.options).find(function (each) { return each.value && wanted.includes(select.dataset.by + "=" + each.value); });
      });
      if (!tab && !wanted.some(function (each) { return each.includes("="); })) return;
      selects.forEach(function (select, at) { select.value = chosen[at] ? chosen[at].value : ""; });
      field.value = "";
      press(tab || tabs[0]);
      section.scrollIntoView();
    }

    tabs.forEach(function (tab) { tab.addEventListener("click", function () { press(tab); }); });
    selects.concat(field).forEach(function (each) { each.addEventListener("input", apply); });
    tools.addEventListener("keydown", function (event) { event.stopPropagation(); });
    window.addEventListener("hashchange", follow);
    tools.querySelector("details").open = window.innerWidth > 704;  // on a telephone one line, until somebody asks
    tools.hidden = false;
    said.hidden = false;
    apply();
    follow();
  }

  document.querySelectorAll(".hf-list").forEach(filtered);
  document.querySelectorAll("table.hf-table").forEach(sortable);
})();
