// The look-up of people: parts of name, code, unit or document number, exactly as typed. Arrow keys, Enter, Escape.
"use strict";
(function () {
  var MOST = 30;

  function plain(text) {  // full-width to ASCII, one middle dot, one kind of brackets, no hyphens or spaces, small letters
    return text.normalize("NFKC").replace(/[·•‧・･⋅∙．.]/g, "·").replace(/[\[〔【]/g, "(").replace(/[\]〕】]/g, ")")
      .replace(/[\s\-‐‑‒–—−]+/g, "").toLowerCase();
  }

  function prepared(data) {
    return data.people.map(function (person) {
      var unit = data.units[person[2]];
      return {code: person[0], name: person[1], unit: unit, key: plain(person[1]),
              all: [person[0], person[1], unit].concat(person[3]).map(plain)};
    });
  }

  function found(people, text) {
    var words = text.trim().split(/\s+/).map(plain).filter(Boolean), whole = plain(text);
    if (!words.length) return [];
    var holds = function (word, person) { return person.all.some(function (part) { return part.includes(word); }); };
    var hits = people.filter(function (person) {
      return holds(whole, person) || words.every(function (word) { return holds(word, person); });
    });
    var rank = function (person) {
      if (person.key === whole || person.all[0] === whole) return 0;
      return person.key.startsWith(whole) ? 1 : person.key.includes(whole) ? 2 : 3;
    };
    return hits.sort(function (a, b) { return rank(a) - rank(b) || (a.code < b.code ? -1 : 1); });
  }

  function start(form) {
    var input = form.querySelector("input"), list = form.querySelector("ul"), root = form.dataset.root;
    var people = null, asked = null, at = -1;

    function people_of() {
      asked = asked || fetch(root + "assets/huifang/lookup.json", {credentials: "same-origin"})
        .then(function (answer) { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
        .then(function (data) { people = prepared(data); });
      return asked;
    }
    function close() { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
    function say(text) { var item = document.createElement("li"); item.textContent = text; item.setAttribute("role", "presentation"); list.append(item); }
    function show() {
      var text = input.value;
      if (!text.trim()) { close(); return; }
      people_of().then(function () { draw(found(people, text)); }, function () { list.textContent = ""; say(form.dataset.failed); list.hidden = false; });
    }
    function draw(hits) {
      list.textContent = "";
      hits.slice(0, MOST).forEach(function (person, number) {
        var item = document.createElement("li"), link = document.createElement("a"), unit = document.createElement("small"), answer = document.createElement("a");
        item.id = "hf-hit-" + number;
        item.setAttribute("role", "option");
        link.href = root + "people/" + person.code + ".html";
        link.tabIndex = -1;
        link.textContent = person.code + " " + person.name;
        unit.textContent = person.unit;
        answer.href = root + "answer/" + person.code + ".html";
        answer.tabIndex = -1;
        answer.className = "hf-hit-answer";
        answer.setAttribute("aria-label", form.dataset.answer);  // the style shows it
        item.append(link, unit, answer);
        item.addEventListener("mousedown", function (event) { event.preventDefault(); location.href = event.target === answer ? answer.href : link.href; });
        list.append(item);
      });
      if (!hits.length) say(form.dataset.none);
      if (hits.length > MOST) say(form.dataset.more);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(hits.length ? 0 : -1);
    }
    function choose(number) {
      var options = list.querySelectorAll('[role="option"]');
      at = options.length ? (number + options.length) % options.length : -1;
      options.forEach(function (option, place) { option.setAttribute("aria-selected", String(place === at)); });
      if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({block: "nearest"});
    }
    function go() {
      var option = list.querySelectorAll('[role="option"]')[at];
      if (option && !list.hidden) location.href = option.querySelector("a").href;
    }

    input.addEventListener("focus", function () { people_of().catch(function () {}); });
    input.addEventListener("input", show);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      event.stopPropagation();  // the theme has keys of its own
      if (event.isComposing) return;
      if (event.key === "ArrowDown") choose(at + 1);
      else if (event.key === "ArrowUp") choose(at - 1);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      people_of().then(function () { if (list.hidden) draw(found(people, input.value)); else go(); }, function () { form.submit(); });
    });
    var given = new URLSearchParams(location.search).get("q");
    if (given) { input.value = given; show(); }
  }

  document.querySelectorAll(".hf-lookup").forEach(start);
})();
