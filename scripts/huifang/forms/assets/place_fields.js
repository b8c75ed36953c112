// The fields that are no part of the record but say where it lies: person, district, another one of that day; and what
// follows from person and day and is filled in by itself.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data, make = huifang.controls.make, placing = huifang.placing;

  // `page` answers `state()`, and is told `changed(path)`.
  huifang.placeFields = function (page, kindName, kind) {
    var filledIn = {};

    function listed(id, options) {
      var old = document.getElementById(id);
      if (old) old.remove();
      document.body.append(huifang.controls.suggestions(id, options));
      return id;
    }

    function helpers() {
      var person = data.people[placing.code(page.state())];
      return listed("list-helpers", (person ? person.helpers : []).map(function (each) { return [each.name, each.from + " – " + (each.to || "")]; }));
    }

    function visits() {
      return listed("list-visits", (data.files.contacts[placing.code(page.state())] || []).map(function (name) { return [name, name]; }));
    }

    function helperOn(day) {  // the helper of a day; of several the one who came last
      var person = data.people[placing.code(page.state())];
      var active = (person ? person.helpers : []).filter(function (each) { return each.from <= day && (!each.to || day <= each.to); });
      active.sort(function (one, other) { return one.from < other.from ? 1 : -1; });
      return active.length ? active[0].name : "";
    }

    function visitorsOf(was, body) {  // they were put down as of the body that was filled in before
      var visitors = huifang.record.find(page.state().record.group, "visitors");
      (visitors ? visitors.value.pieces : []).forEach(function (each, number) {
        if (huifang.record.textOf(huifang.record.top(each.value), {key: "body"}) !== was) return;
        var control = document.getElementById(huifang.controls.idOf(["visitors", number, "body"]));
        huifang.record.put(each.value, "body", {value: body});
        control.value = body;
        control.dispatchEvent(new Event("input"));
      });
    }

    // What follows from person and day is filled in, as long as nobody has typed something else there.
    function fillIn() {
      if (page.state().editing) return;
      var person = data.people[placing.code(page.state())], day = placing.text(page.state(), "date"), values = {};
      if (kindName === "talk" && person && huifang.meant.full("day", day)) values.helper = helperOn(day);
      if (kindName === "visit" && person) values.body = person.supervised_by;
      Object.keys(values).forEach(function (key) {
        var now = placing.text(page.state(), key), control = document.getElementById(huifang.controls.idOf([key]));
        if ((now && now !== filledIn[key]) || (!now && !values[key])) return;
        if (key === "body" && now) visitorsOf(now, values[key]);
        filledIn[key] = values[key];
        huifang.record.setText(huifang.record.top(page.state().record.group), kind.fields.find(function (each) { return each.key === key; }), values[key]);
        control.value = values[key];
        control.dispatchEvent(new Event("input"));
      });
    }

    function personField() {
      var field = {key: "[code]", label: say("person"), type: "code", required: true, hint: say("type the code, or a part of the unit, and choose")};
      if (data.names) field.hint = say("type the name or the code, and choose");
      return huifang.controls.text(field, ["[code]"], page.state().place.code, function (typed, done) {
        var state = page.state();
        state.place.code = typed.trim();
        state.place.district = state.place.code === state.place.loaded.code ? state.place.loaded.district : "";
        if (kindName === "talk") helpers();
        if (done) fillIn();
        page.changed(done ? ["[code]"] : null);
      });
    }

    function districtField() {
      var control = make("select", {id: huifang.controls.idOf(["[district]"]), "aria-describedby": huifang.controls.errorId(["[district]"])}, make("option", {value: ""}, say("please choose")));
      Object.keys(data.districts).filter(function (id) { return data.districts[id].prefix; }).forEach(function (id) {
        control.append(make("option", {value: id}, data.districts[id].name + " " + id));
      });
      control.value = placing.districtOf(page.state());
      control.addEventListener("change", function () {
        var state = page.state();
        state.place.district = control.value;
        if (kindName === "person" && !state.editing) proposeCode();
        page.changed(["[district]"]);
      });
      return make("div", {class: "field"}, make("label", {for: control.id}, say("district"), huifang.controls.needed()), make("div", {class: "line"}, control),
                  make("p", {class: "error", id: huifang.controls.errorId(["[district]"]), hidden: true}));
    }

    function proposeCode() {
      var district = data.districts[page.state().place.district], code = document.getElementById(huifang.controls.idOf(["code"]));
      code.value = (district && district.next) || "";
      code.dispatchEvent(new Event("change"));
    }

    function againField() {
      var control = make("input", {type: "checkbox", id: huifang.controls.idOf(["[again]"])}), label = make("label", {for: control.id});
      var box = make("div", {class: "field flag", hidden: true}, make("div", {class: "line"}, control, label), make("p", {class: "error", id: huifang.controls.errorId(["[again]"]), hidden: true}));
      control.addEventListener("change", function () {
        page.state().place.again = control.checked;
        page.changed(["[again]"]);
      });
      box.show = function () {
        var taken = placing.sameDay(page.state()), names = [placing.code(page.state())].concat(taken).join();
        if (names !== control.dataset.names) page.state().place.again = control.checked = false;  // said of another day, or of another person
        control.dataset.names = names;
        box.hidden = page.state().editing || !taken.length;
        label.textContent = say("it is another one of that day; there are: {names}", {names: taken});
        if (!box.hidden) page.state().touched.add("[again]");
      };
      return box;
    }

    // Of a text that was pasted nobody knows the file where that day has several.
    function whichField() {
      var control = make("select", {id: huifang.controls.idOf(["[which]"]), "aria-describedby": huifang.controls.errorId(["[which]"])});
      var box = make("div", {class: "field", hidden: true}, make("label", {for: control.id}, say("file name"), huifang.controls.needed()),
                     make("div", {class: "line"}, control), make("p", {class: "error", id: huifang.controls.errorId(["[which]"]), hidden: true}));
      control.addEventListener("change", function () {
        page.state().place.which = control.value;
        page.changed(["[which]"]);
      });
      box.show = function () {
        var state = page.state(), names = state.editing && !state.place.name ? placing.ownNames(state) : [];
        box.hidden = names.length < 2;
        if (names.join() === control.dataset.names) return;
        control.dataset.names = names.join();
        state.place.which = "";
        control.textContent = "";
        [["", say("please choose")]].concat(names.map(function (each) { return [each, each]; })).forEach(function (each) {
          control.append(make("option", {value: each[0]}, each[1]));
        });
      };
      return box;
    }

    return {person: personField, district: districtField, again: againField, which: whichField, fillIn: fillIn, helpers: helpers, visits: visits,
            reset: function () { filledIn = {}; }};
  };
})();
