// The page of a kind of record: the form, the text that it becomes, what is wrong with it, and its ways out.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data, make = huifang.controls.make, placing = huifang.placing;
  var root = document.getElementById("page"), kindName = root.dataset.kind, kind = data.kinds[kindName];
  var form = make("form", {id: "record", novalidate: true, autocomplete: "off"}), problems = make("div", {id: "problems", role: "alert", tabindex: "-1"});
  var state, output, narrative = null, again = null, which = null, fields;

  function start(record, place, editing) {
    state = {kindName: kindName, record: record, place: place, editing: editing, touched: new Set(), all: editing, dirty: false,
             body: record.body, shownBody: record.body.replace(/\r\n?/g, "\n")};
    draw();
  }

  function fresh() {
    start(huifang.record.fresh(kind), {code: "", district: "", name: "", again: false, loaded: {code: "", district: ""}}, false);
  }

  function load(text, place) {
    var other = huifang.recordRead.otherKind(text, kindName);
    if (other) throw huifang.failure(say("this is the file of another page; open it on the page “{title}”", {title: data.kinds[other].title}));
    var record = huifang.recordRead.read(text, kind);
    huifang.record.fromFile(record.group);
    var known = {code: place.code || (state && !state.editing ? state.place.code : ""), district: place.district || (kindName === "identities" && data.districts[place.stem] ? place.stem : ""), name: place.name || "", which: "", again: false,
                 day: huifang.record.textOf(huifang.record.top(record.group), {key: "date"})};
    var plan = /^[0-9]{4}-[a-z0-9-]+$/.test(place.stem || "") ? place.stem : placing.planName({record: record});
    known.loaded = {code: place.code || "", district: known.district, plan: kindName === "plan" ? plan : ""};
    start(record, known, true);
    document.getElementById("record").scrollIntoView();
  }

  function text() {
    if (narrative && narrative.value !== state.shownBody) {
      var typed = narrative.value.replace(/\s+$/, "");
      state.record.body = typed ? (typed + "\n").replace(/\n/g, state.record.end) : "";
    } else state.record.body = state.body;
    return huifang.recordText.write(state.record, kind);
  }

  function findings() {
    var size = new TextEncoder().encode(text()).length, at = kind.markdown ? ["[body]"] : [];
    var large = size > data.reading.largestFile ? [{path: at, check: "too-large", message: say("the file is larger than 1 MiB"), fix: say("shorten the text"), warn: false}] : [];
    return placing.findings(state).concat(large, huifang.checks.findings(state.record, kind, {kind: kindName}));
  }

  function pathId(path) { return path.join("."); }

  function named(finding) {  // the labels of the fields on the way to what is wrong
    var names = {"[code]": say("person"), "[district]": say("district"), "[again]": say("file name"), "[which]": say("file name"), "[body]": say("narrative")};
    if (!kind.fields) Object.assign(names, {key: say("code"), value: say("name of the person")});
    var fields = kind.fields, said = [];
    finding.path.forEach(function (part) {
      if (typeof part === "number") said.push(String(part + 1));
      else {
        var field = (fields || []).find(function (each) { return each.key === part; });
        said.push(field ? field.label : names[part] || part);
        fields = field ? field.fields : fields;
      }
    });
    return said.join(" ");
  }

  function sentence(finding) {  // with what is to be typed looking as such
    var made = make("span", {class: finding.warn ? "warning" : ""});
    var lacking = finding.check === "missing-key";  // whoever fills in a form does not know the keys of the file
    var empty = finding.certain ? say("nothing is filled in here; where there is none, write `null`") : say("nothing is filled in here");
    (lacking ? empty : finding.message + " → " + finding.fix).split(/`([^`]+)`/).forEach(function (part, number) {
      if (part) made.append(number % 2 ? make("code", {}, part) : part);
    });
    return made;
  }

  function show(found) {
    document.querySelectorAll("#record .error").forEach(function (each) { each.textContent = ""; each.hidden = true; });
    document.querySelectorAll("#record [aria-invalid]").forEach(function (each) { each.removeAttribute("aria-invalid"); });
    found.forEach(function (finding) {
      if (!state.all && !state.touched.has(pathId(finding.path))) return;
      var place = document.getElementById(huifang.controls.errorId(finding.path)), control = document.getElementById(huifang.controls.idOf(finding.path));
      if (!place) return;
      place.append(sentence(finding));
      if (finding.certain && control && control.matches("input[type=text], textarea")) place.append(mending(control, finding));
      place.hidden = false;
      if (control && !finding.warn) control.setAttribute("aria-invalid", "true");
    });
    output.show();
  }

  function mending(control, finding) {
    var label = finding.check === "invisible-character" ? say("delete what is invisible") : say("write {value}", {value: finding.certain});
    var button = make("button", {type: "button", class: "small"}, label);
    button.addEventListener("mousedown", function (event) { event.preventDefault(); });  // a field that is left is judged again, and the button is gone
    button.addEventListener("click", function () {
      control.value = finding.certain;
      ["input", "change"].forEach(function (each) { control.dispatchEvent(new Event(each)); });
      control.focus();
    });
    return button;
  }

  function markNeeded() {  // what a held visit must have is marked once it is one
    var held = kindName === "visit" && placing.text(state, "outcome") === "held";
    data.whenHeld.forEach(function (key) {
      var legend = document.querySelector('[id="' + huifang.controls.idOf([key]) + '"] > legend'), mark = legend && legend.querySelector(".needed");
      if (legend && held && !mark) legend.append(huifang.controls.needed());
      if (mark && !held) mark.remove();
    });
  }

  // Called with every change; `done` is the path of a field that was left.
  function changed(done) {
    state.dirty = true;
    if (done) state.touched.add(pathId(done));
    if (again) again.show();
    if (which) which.show();
    markNeeded();
    show(findings());
    problems.textContent = "";
  }

  function target(finding) {  // what can be focused for a finding: its field, or the nearest one round it
    for (var length = finding.path.length; length > 0; length--) {
      var found = document.getElementById(huifang.controls.idOf(finding.path.slice(0, length)));
      if (found) return found;
    }
    return form;
  }

  function focus(finding) {
    var at = target(finding);
    for (var above = at.parentElement; above; above = above.parentElement) if (above.tagName === "DETAILS") above.open = true;
    var control = at.matches("input, select, textarea") ? at : at.querySelector("input, select, textarea") || at;
    control.focus();
    control.scrollIntoView({block: "center"});
  }

  // Whether the record may leave; else every error is shown, and the first has the focus.
  function ready() {
    var found = findings(), errors = found.filter(function (each) { return !each.warn; });
    state.all = true;
    show(found);
    problems.textContent = "";
    errors.sort(function (one, other) {  // as they stand on the page
      var first = target(one), second = target(other);
      return first === second ? 0 : first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    });
    if (errors.length) {
      var list = make("ul");
      errors.forEach(function (each) {
        var link = make("a", {href: "#" + huifang.controls.idOf(each.path)}, named(each));
        link.addEventListener("click", function (event) { event.preventDefault(); focus(each); });
        list.append(make("li", {}, link, " ", sentence(each)));
      });
      problems.append(make("p", {}, say("{n} things are to be put right before the text leaves this page:", {n: errors.length})), list);
      focus(errors[0]);
      return false;
    }
    try {
      if (!placing.path(state)) throw huifang.failure(say("the place is known when person, day or body are filled in"));
      huifang.recordRead.checkWritten(state.record, kind);
    } catch (problem) {
      if (!problem.sentence) throw problem;
      problems.append(make("p", {}, problem.sentence));
      problems.focus();
      return false;
    }
    return true;
  }

  var page = {
    state: function () { return state; }, changed: changed, ready: ready, text: text, secret: kind.secret,
    path: function () { return placing.path(state); },
    shownPath: function () { return kind.secret ? placing.path(state) : placing.inRepository(placing.path(state)); },
    saved: function () { state.dirty = false; },
    dirty: function () { return Boolean(state) && state.dirty; },
    load: load,
    seed: function (field, entry) {  // whoever visits belongs, as a rule, to the body that visits
      if (kindName === "visit" && field.key === "visitors" && placing.text(state, "body")) {
        huifang.record.put(entry.value, "body", {value: placing.text(state, "body")});
      }
    },
    more: function (field, path) {
      if (kindName === "person" && path.length === 1 && field.key === "code") return {plain: true};
      if (kindName === "talk" && path.length === 1 && field.key === "helper") return {list: fields.helpers()};
      if (field.type === "reference") return {list: fields.visits()};
      return {};
    },
  };

  function narrativeField() {
    narrative = make("textarea", {id: huifang.controls.idOf(["[body]"]), rows: "8", "aria-describedby": huifang.controls.errorId(["[body]"])});
    narrative.value = state.shownBody;
    state.shownBody = narrative.value;
    narrative.addEventListener("input", function () { changed(["[body]"]); });
    return make("div", {class: "field"}, make("label", {for: narrative.id}, kindName === "person" ? say("individual plan and notes") : say("narrative")),
                make("p", {class: "hint"}, say("plain text or Markdown; no names of other people who gave information")), narrative,
                make("p", {class: "error", id: huifang.controls.errorId(["[body]"]), hidden: true}));
  }

  function headRemarks() {
    var lines = state.record.head.filter(Boolean).concat(state.record.group.tail.filter(Boolean));
    return lines.length ? make("div", {class: "remarks"}, make("pre", {class: "remark"}, lines.join("\n"))) : null;
  }

  function draw() {
    form.textContent = "";
    again = which = null;
    narrative = null;
    fields.reset();
    var holder = huifang.record.top(state.record.group);
    if (placing.needsPerson(state)) form.append(fields.person());
    if (["person", "identities"].includes(kindName)) form.append(fields.district());
    if (!kind.single) {
      form.append(make("p", {class: "secret"}, say("This file holds all that is of its kind: if it is there already, open it above and add to it; a new one would take its place.")));
    }
    var noted = headRemarks();
    if (noted) form.append(noted);
    form.append(kind.fields ? huifang.entries.fields(kind.fields, holder, [], page) : huifang.entries.names(state.record.group, page));
    if (["visit", "talk"].includes(kindName)) {
      again = fields.again();
      which = fields.which();
      document.getElementById(huifang.controls.idOf(["date"])).closest(".field").after(again, which);
    }
    if (kind.markdown) form.append(narrativeField());
    var date = document.getElementById(huifang.controls.idOf(["date"]));
    if (date) date.addEventListener("change", fields.fillIn);
    if (again) again.show();
    if (which) which.show();
    markNeeded();
    show(findings());
    state.dirty = false;
  }

  function hasForge() { return Boolean(data.config.url && !kind.secret && huifang.forgeBar); }

  function forge() {
    if (!hasForge()) return null;
    var box = make("section", {id: "forge"}), spoken = function (key, values) { return huifang.filled(data.forgeSentences[key] || key, values || {}); };
    huifang.forgeBar(box, data.config, spoken, {
      path: page.path,
      text: function () { return ready() ? text() : null; },
      filled: page.dirty,
      record: function () { return state; },
      saved: page.saved,
      paths: function () { return placing.existing(kindName); },
      load: function (path, typed) { load(typed, huifang.opening.placeOf(path)); },
    });
    return box;
  }

  fields = huifang.placeFields(page, kindName, kind);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("beforeunload", function (event) {
    if (!state.dirty) return;
    event.preventDefault();
    event.returnValue = "";
  });
  output = huifang.waysOut.section(page);
  var again_new = make("button", {type: "button", id: "fresh"}, say("begin a new record"));
  again_new.addEventListener("click", function () {
    if (!state.dirty || window.confirm(say("what is filled in goes; begin a new record?"))) fresh();
  });
  root.append(huifang.opening.section(page, hasForge()), form, problems);
  fresh();
  root.append(output.element);
  var bar = forge();
  if (bar) root.append(bar);
  root.append(make("p", {}, again_new));
})();
