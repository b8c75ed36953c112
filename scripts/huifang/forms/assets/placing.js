// Where the file of a record lies, and what is wrong with that: its name, its folder, a name that is taken.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data, meant = huifang.meant, record = huifang.record;
  var MOST_A_DAY = 9, SHOWN = 5;

  function text(state, key) { return record.textOf(record.top(state.record.group), {key: key}); }

  function districtOf(state) {
    if (state.place.district) return state.place.district;
    var person = data.people[code(state)];
    return person ? person.district : "";
  }

  function code(state) { return state.kindName === "person" ? text(state, "code") : state.place.code; }

  function ownNames(state) {  // the files that a text which was pasted can have come from, by the day that stood in it
    var stem = state.place.day + "-" + state.kindName, found = ofDay(state, stem);
    return found.length ? found : [stem];
  }

  function sameDay(state) { return ofDay(state, text(state, "date") + "-" + state.kindName); }

  function ofDay(state, stem) {  // the names of the contacts of this kind on a day that are there
    return (data.files.contacts[code(state)] || []).filter(function (name) {
      return name === stem || name.replace(/-[2-9]$/, "") === stem;
    });
  }

  function contactName(state) {
    if (state.place.name) return state.place.name;
    if (state.editing) return state.place.which || ownNames(state)[0];
    var stem = text(state, "date") + "-" + state.kindName, taken = sameDay(state);
    if (!taken.length || !state.place.again) return stem;
    for (var number = 2; number <= MOST_A_DAY; number++) {
      if (!taken.includes(stem + "-" + number)) return stem + "-" + number;
    }
    return stem;
  }

  function planName(state) {  // as its year and its body say it; "" while one of them is missing
    var body = text(state, "body"), year = text(state, "year");
    return meant.full("organization", body) && /^[0-9]{4}$/.test(year) ? year + "-" + body : "";
  }

  // The path below the folder of the register; null while something of it is missing.
  function path(state) {
    var district = districtOf(state), day = text(state, "date"), own = code(state);
    if (["visit", "talk"].includes(state.kindName)) {
      return district && own && meant.full("day", day) ? "people/" + district + "/" + own + "/" + contactName(state) + ".md" : null;
    }
    if (state.kindName === "person") return district && meant.full("code", own) ? "people/" + district + "/" + own + "/person.md" : null;
    if (state.kindName === "restricted") return district && meant.full("code", own) ? "restricted/" + district + "/" + own + ".yml" : null;
    if (state.kindName === "identities") return district ? "identities/" + district + ".yml" : null;
    if (state.kindName === "plan") {
      var plan = state.place.loaded.plan || planName(state);
      return plan ? "plans/" + plan + ".yml" : null;
    }
    var group = record.find(state.record.group, "district");
    var id = group && huifang.recordText.isGroup(group.value) ? record.textOf(record.top(group.value), {key: "id"}) : "";
    return meant.full("organization", id) ? "organizations/" + id + ".yml" : null;
  }

  // The paths of the records of a kind that were there when the site was made.
  function existing(kindName) {
    var people = Object.keys(data.people), contact = new RegExp("-" + kindName + "(-[2-9])?$"), found = [];
    function folder(code) { return "people/" + data.people[code].district + "/" + code + "/"; }
    if (kindName === "person") return people.map(function (code) { return folder(code) + "person.md"; });
    if (kindName === "plan") return data.files.plans.map(function (name) { return "plans/" + name; });
    if (kindName === "organizations") return Object.keys(data.districts).map(function (id) { return "organizations/" + id + ".yml"; });
    people.forEach(function (code) {
      (data.files.contacts[code] || []).forEach(function (name) { if (contact.test(name)) found.push(folder(code) + name + ".md"); });
    });
    return found;
  }

  function inRepository(path) { return (data.folder ? data.folder + "/" : "") + path; }

  function needsPerson(state) { return ["visit", "talk", "restricted"].includes(state.kindName); }

  // The codes of the people whose unit or name holds what was typed.
  function peopleOf(typed) {
    return Object.keys(data.people).filter(function (code) {
      var person = data.people[code];
      return huifang.values.nameOf(person.unit).includes(typed) || (person.name || "").includes(typed);
    });
  }

  function notChosen(codes, tell) {  // somebody typed a unit or a name, and chose nobody from the list
    var shown = codes.slice(0, SHOWN).map(function (code) { return say("{id} ({name})", {id: code, name: huifang.values.nameOf(data.people[code].unit)}); });
    var fix = codes.length > SHOWN ? say("type the code, or a part of the unit, and choose") : say("one of these is meant: {words}", {words: shown});
    if (codes.length === 1) fix = say("did you mean `{value}`?", {value: codes[0]});
    tell(["[code]"], say("no person is chosen"), fix, codes.length === 1 ? codes[0] : undefined);
  }

  // What is wrong with the place: findings like those of the record.
  function findings(state) {
    var found = [], own = code(state), where = path(state);

    function tell(at, message, fix, certain, warn) {
      found.push({path: at, check: "place", message: message, fix: fix, certain: certain, warn: Boolean(warn)});
    }

    if (needsPerson(state)) {
      var field = {key: "code", type: "code", nullable: false};
      if (!own) tell(["[code]"], say("no person is chosen"), say("type the code, or a part of the unit, and choose"));
      else {
        var wrong = huifang.values.findings(own, field);
        var meantBy = wrong.length ? peopleOf(own) : [];
        if (meantBy.length) notChosen(meantBy, tell);
        else wrong.forEach(function (each) { tell(["[code]"], each.message, each.fix, each.certain); });
        if (!wrong.length && !data.people[own] && !state.place.district) {
          tell(["[code]"], say("there is no person {value}", {value: own}), say("correct the code, or add the person first"));
        }
      }
    }
    if (["person", "identities"].includes(state.kindName) && !districtOf(state)) {
      tell(["[district]"], say("no district is chosen"), say("choose the district that gives the code"));
    }
    if (state.kindName === "person" && where) personPlace(state, own, tell);
    if (["visit", "talk"].includes(state.kindName) && where) contactPlace(state, tell, where);
    if (state.kindName === "plan") planPlace(state, tell, where);
    if (state.kindName === "organizations" && where && !state.editing && data.districts[where.slice(14, -4)]) {
      tell(["district", "id"], say("{path} exists already", {path: inRepository(where)}), say("open it above, and change it"));
    }
    return found;
  }

  function personPlace(state, own, tell) {
    var id = districtOf(state), district = data.districts[id] || {};
    if (district.prefix && own.split("-")[0] !== district.prefix) {
      tell(["code"], say("{code} does not begin with {prefix}, the prefix of {id}", {code: own, prefix: district.prefix, id: id}),
           say("move the folder to its district, or use a code that begins with {prefix}-", {prefix: district.prefix}));
    }
    if (!state.editing && data.people[own]) {
      tell(["code"], say("{path} exists already", {path: inRepository(path(state))}),
           say("open it above and change it; for another person take the next free code"));
    }
  }

  function planPlace(state, tell, where) {
    var year = text(state, "year"), body = text(state, "body"), name = planName(state), plan = state.place.loaded.plan;
    if (meant.full("whole", year) && year.length !== 4) tell(["year"], say("{value} is not a year", {value: year}), say("four digits"));
    if (where && !state.editing && data.files.plans.includes(where.split("/")[1])) {
      tell(["year"], say("{path} exists already", {path: inRepository(where)}), say("open it above, and change it"));
    }
    if (plan && name && name !== plan) {  // the file that was opened is of another year or body
      var key = plan.endsWith("-" + body) ? "year" : "body";
      tell([key], say("the plan of {body} for {year} is not called {name}", {body: body, year: year, name: plan + ".yml"}),
           say("rename the file to {name}, or correct `{key}`", {name: name + ".yml", key: key}));
    }
  }

  function contactPlace(state, tell, where) {
    var day = text(state, "date"), name = contactName(state);
    if (name.slice(0, 10) !== day) {
      tell(["date"], say("{date} is not the day in the file name, {day}", {date: day, day: name.slice(0, 10)}),
           say("write `{day}`, or rename the file", {day: name.slice(0, 10)}));
    }
    if (state.editing && !state.place.name && !state.place.which && ownNames(state).length > 1) {
      tell(["[which]"], say("there are several records of that day"), say("choose which one this is"));
    }
    if (!state.editing && sameDay(state).length && !state.place.again) {
      tell(["[again]"], say("there is a record of {day} already: {path}", {day: day, path: inRepository(where)}),
           say("tick that it is another one of that day, or open that one and change it"));
    }
    if (!state.editing && state.place.again && sameDay(state).includes(name)) {
      tell(["[again]"], say("no file name is left for another record of {day}", {day: day}), say("check the day"));
    }
    var own = code(state), known = data.files.contacts[own] || [], fetched = state.place.name && state.place.loaded.code === own;
    if (state.editing && data.people[own] && !fetched && !known.includes(name)) {
      tell(["[code]"], say("{code} has no record {name}", {code: own, name: name}),
           say("check person and day; where the record is newer than these pages, it is right"), undefined, true);
    }
  }

  huifang.placing = {existing: existing, path: path, inRepository: inRepository, findings: findings, sameDay: sameDay, ownNames: ownNames, districtOf: districtOf, code: code,
                     text: text, needsPerson: needsPerson, planName: planName};
})();
