// The chosen rows of a list as a file for spreadsheets.
"use strict";
(function () {
  // The rows that are chosen as CSV: heads in words, a mark for spreadsheets, no cell that becomes a formula.
  function csv(list) {
    var lines = [[]], rows = list.sorted(list.matching()), stamp = document.querySelector(".hf-stamp");
    var parts = list.heads.map(function (head) {
      var found = JSON.parse(head.dataset.parts || "[]"), rest = found.length && !found[0][1] ? found.shift() : [head.textContent];
      lines[0].push(rest[0]);
      found.forEach(function (part) { lines[0].push(part[0]); });
      return found;
    });
    rows.forEach(function (row) {
      var holder = document.createElement("template"), line = [];
      holder.innerHTML = "<table><tbody><tr>" + row.html.replace(/<br>|<\/(?:li|div|pre)>/g, "\n$&") + "</tr></tbody></table>";
      Array.from(holder.content.querySelectorAll("td")).forEach(function (cell, at) {
        cell.querySelectorAll("button").forEach(function (button) { button.remove(); });
        var own = parts[at].map(function (part) {
          var found = cell.querySelector(part[1]), text = found ? told(found) : "";
          if (found) found.remove();
          return text;
        });
        line.push.apply(line, [told(cell)].concat(own));
      });
      lines.push(line);
    });
    lines.push([], [list.said.textContent]);
    if (stamp) lines.push([stamp.textContent]);
    return "\ufeff" + lines.map(function (line) { return line.map(guarded).join(",") + "\r\n"; }).join("");
  }

  function told(element) {
    return element.textContent.split("\n").map(function (line) { return line.replace(/\s+/g, " ").trim(); }).filter(Boolean).join("；");
  }

  function guarded(text) {  // a spreadsheet may skip what is unseen before a sign, and knows wide signs
    var begins = Array.from(text.replace(/^[\s\p{C}]+/u, ""))[0] || "", narrow = begins.normalize("NFKC").charAt(0);
    var formula = /[=+\-@]/.test(narrow) || /[\u2212\u2010\u2011\uff0d]/.test(begins) || /^[\t\r\n]/.test(text);
    return '"' + (formula ? "'" : "") + text.replace(/"/g, '""') + '"';
  }

  Huifang.download = function (list) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(list)], {type: "text/csv"}));
    link.download = list.data.file;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  };
})();
