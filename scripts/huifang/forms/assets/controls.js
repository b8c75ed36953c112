// The controls of single values: plain HTML, each with its label, its hint and the place for what is wrong with it.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data;

  // An element: make("p", {class: "hint"}, "text", child, …); never from text that is read as HTML.
  function make(name, attributes) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] === true) made.setAttribute(key, "");
      else if (attributes[key] !== false && attributes[key] !== undefined) made.setAttribute(key, attributes[key]);
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (child) {
      if (child !== null && child !== undefined) made.append(child);
    });
    return made;
  }

  function idOf(path) { return "f-" + path.join("."); }
  function errorId(path) { return "e-" + path.join("."); }
  function must(field) { return field.required && !field.nullable ? needed() : null; }
  function needed() { return make("span", {class: "needed"}, say("must be filled in")); }

  function helpOf(field, path) {
    var hint = field.hint ? make("p", {class: "hint", id: "h-" + path.join(".")}, field.hint) : null;
    return {hint: hint, error: make("p", {class: "error", id: errorId(path), hidden: true}),
            described: (hint ? "h-" + path.join(".") + " " : "") + errorId(path)};
  }

  function labelOf(field, path) {
    return make("label", {for: idOf(path)}, field.label, must(field));
  }

  function suggestions(id, options) {
    return make.apply(null, ["datalist", {id: id}].concat(options.map(function (each) {
      return make("option", {value: each[0], label: each[1]}, each[1]);
    })));
  }

  var shared = {};  // lists of the whole page, made once
  function sharedList(name, options) {
    if (!shared[name]) {
      shared[name] = suggestions("list-" + name, options());
      document.body.append(shared[name]);
    }
    return "list-" + name;
  }

  function bodies() {
    return data.organizations.map(function (each) {
      return [each.id, each.name + (each.closed_on ? say(" (closed on {day})", {day: each.closed_on}) : "")];
    });
  }

  function people() {
    return Object.keys(data.people).map(function (code) {
      var person = data.people[code];
      return [code, (person.name ? person.name + " · " : "") + huifang.values.nameOf(person.unit)];
    });
  }

  function personOf(typed) {  // the code of the only person with this name; else what was typed
    var found = Object.keys(data.people).filter(function (code) { return data.people[code].name === typed.trim(); });
    return found.length === 1 ? found[0] : typed;
  }

  function bodyOf(typed) {
    var found = huifang.words.organization(typed);
    return found.certain ? found.values[0] : typed;
  }

  function whoIs(field, text) {  // what stands beside an id or a code, for people
    if (field.type === "code") {
      var person = data.people[text];
      return person ? (person.name ? person.name + " · " : "") + huifang.values.nameOf(person.unit) : "";
    }
    var body = data.organizations.find(function (each) { return each.id === text; });
    return body ? body.name : "";
  }

  function text(field, path, value, change, more) {
    var help = helpOf(field, path), attributes = {id: idOf(path), "aria-describedby": help.described, autocomplete: "off", spellcheck: "false"};
    if (field.required && !field.nullable) attributes["aria-required"] = "true";
    var control, beside = null, calendar = null, list = more && more.list;
    if (field.type === "organization" || field.type === "body_or_name") list = list || sharedList("bodies", bodies);
    if (field.type === "code" && !(more && more.plain)) list = list || sharedList("people", people);
    if (field.long || value.includes("\n")) control = make("textarea", Object.assign({rows: "2"}, attributes));
    else control = make("input", Object.assign({type: "text", list: list}, attributes));
    control.value = value;
    if (["organization", "code", "body_or_name"].includes(field.type)) beside = make("output", {class: "beside", for: idOf(path)}, whoIs(field, value));
    if (["day", "term"].includes(field.type)) calendar = calendarOf(control, field);
    control.addEventListener("input", function () {
      if (beside) beside.textContent = whoIs(field, control.value);
      change(control.value, false);
    });
    control.addEventListener("change", function () {
      var meant = control.value.trim();  // what is left behind a text says nothing, and would be kept
      if (field.nullable && data.spelling.nulls.includes(meant)) meant = "";  // as the file says that there is none
      if (field.type === "organization") meant = bodyOf(meant);
      if (field.type === "code") meant = personOf(meant);
      if (meant !== control.value) control.value = meant;
      if (beside) beside.textContent = whoIs(field, control.value);
      change(control.value, true);
    });
    return make("div", {class: "field type-" + field.type + (field.long ? " long" : "")}, labelOf(field, path), make("div", {class: "line"}, control, calendar, beside), help.hint, help.error);
  }

  function calendarOf(control, field) {  // the browser's calendar fills the field; what stands in the field counts
    var calendar = make("input", {type: "date", class: "calendar", tabindex: "-1", "aria-label": say("calendar for {label}", {label: field.label})});
    calendar.addEventListener("change", function () {
      if (!calendar.value) return;
      control.value = calendar.value;
      control.dispatchEvent(new Event("change"));
      control.focus();
    });
    return calendar;
  }

  function wordsOf(field) { return data.words[field.words] || []; }

  function optionsOf(field) {  // word, label, and the word again where the label is another
    return wordsOf(field).map(function (each) { return each[0] === each[1] ? each : [each[0], each[1], each[0]]; });
  }

  function choices(field, path, options, chosen, kind, change) {  // radios or checkboxes with a legend
    var help = helpOf(field, path), box = make("div", {class: "choices"});
    options.forEach(function (option, number) {
      var own = idOf(path) + "-" + number;
      var control = make("input", {type: kind, id: own, name: idOf(path), value: option[0], "aria-describedby": errorId(path)});
      control.checked = chosen.includes(option[0]);
      control.addEventListener("change", function () {
        if (change(option[0], control.checked) === false) control.checked = !control.checked;
      });
      box.append(make("span", {class: "choice"}, control, make("label", {for: own}, option[1], option[2] ? make("span", {class: "term"}, option[2]) : null)));
    });
    return make("fieldset", {class: "field", id: idOf(path), tabindex: "-1"},
                make("legend", {}, field.label, must(field)), box, help.hint, help.error);
  }

  function withStrange(options, value) {  // a word that stands in the file and in no list is shown as what it is
    if (!value || options.some(function (each) { return each[0] === value; })) return options;
    return options.concat([[value, say("{value} (not in the vocabulary)", {value: value})]]);
  }

  function word(field, path, value, change) {
    var options = optionsOf(field);
    if (options.length <= 6 && field.required) {
      return choices(field, path, withStrange(options, value), [value], "radio", function (chosen) { change(chosen, true); });
    }
    var help = helpOf(field, path), control = make("select", {id: idOf(path), "aria-describedby": help.described});
    [["", say("please choose")]].concat(withStrange(options, value)).forEach(function (each) {
      control.append(make("option", {value: each[0]}, each[2] ? each[1] + " · " + each[2] : each[1]));
    });
    control.value = value;
    control.addEventListener("change", function () { change(control.value, true); });
    return make("div", {class: "field"}, labelOf(field, path), make("div", {class: "line"}, control), help.hint, help.error);
  }

  function flag(field, path, value, change) {
    if (field.required || (value && value !== "true" && value !== "false")) {
      var options = withStrange([["true", say("yes")], ["false", say("no")]], value);
      return choices(field, path, options, [value], "radio", function (chosen) { change(chosen, true); });
    }
    var help = helpOf(field, path), control = make("input", {type: "checkbox", id: idOf(path), "aria-describedby": help.described});
    control.checked = value === "true";
    control.addEventListener("change", function () { change(control.checked ? "true" : value === "" ? "" : "false", true); });
    return make("div", {class: "field flag"}, make("div", {class: "line"}, control, labelOf(field, path)), help.hint, help.error);
  }

  // The control of one value; `change(text, done)` is told of every change, `done` when the field is left.
  function single(field, path, value, change, more) {
    if (field.type === "word") return word(field, path, value, change);
    if (field.type === "flag") return flag(field, path, value, change);
    return text(field, path, value, change, more);
  }

  huifang.controls = {make: make, idOf: idOf, errorId: errorId, helpOf: helpOf, needed: needed, single: single, choices: choices,
                      optionsOf: optionsOf, suggestions: suggestions, text: text};
})();
