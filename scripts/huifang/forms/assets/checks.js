// The checks that need no register: the same sentence and the same fix as `huifang validate` gives.
// A finding is {path: [...], check, message, fix, warn}, with `certain` where the right value is known.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data, meant = huifang.meant, values = huifang.values;
  var isGroup = huifang.recordText.isGroup;

  function missing(field) {
    var message = say("`{key}` is missing", {key: field.key}), fix = say("add the key `{key}`", {key: field.key});
    if (field.nullable) fix = say("add `{key}`; where there is none, write `{key}: null`", {key: field.key});
    else if (field.list && !field.least) fix = say("add `{key}`; where there is none, write `{key}: {none}`", {key: field.key, none: "[]"});
    return {check: "missing-key", message: message, fix: fix, certain: field.nullable ? "null" : undefined};
  }

  function empty(field) {  // a key with nothing behind it, which must have something
    if (field.list && field.least) {
      return {check: "wrong-shape", message: say("`{key}` has no entry", {key: field.key}), fix: say("write at least one entry")};
    }
    return missing(field);
  }

  function codeFix(typed) {  // the only code of its prefix that differs by one sign: a code that is merely near is another's
    var near = Object.keys(data.people).filter(function (code) {
      if (code.length !== typed.length || !typed.startsWith(code.split("-")[0] + "-")) return false;
      return Array.from(code).filter(function (char, at) { return char !== typed[at]; }).length === 1;
    });
    if (near.length === 1) return say("did you mean `{value}`?", {value: near[0]});
    return say("correct the code, or add the person first");
  }

  function severalWords(typed, field, group, number) {  // several words in one entry: the whole list with each of them
    if (field.type !== "word") return null;
    var found = huifang.words.several(typed, field.words), texts = group.pieces.map(function (each) { return each.value.value; });
    if (found.length < 2 || texts.some(function (each) { return typeof each !== "string"; })) return null;
    texts.splice.apply(texts, [number, 1].concat(found));
    var once = texts.filter(function (each, at) { return texts.indexOf(each) === at; });
    return say("write each word by itself: `{value}`", {value: "[" + once.join(", ") + "]"});
  }

  // Every finding of a record; `around` says what the record does not hold itself: {code, day, name, ...}.
  function findings(record, kind, around) {
    var found = [];

    function tell(path, finding, warn) { found.push(Object.assign({path: path, warn: Boolean(warn)}, finding)); }

    function mapping(group, fields, path) {
      var names = fields.map(function (field) { return field.key; });
      group.pieces.forEach(function (piece) {
        if (names.includes(piece.key)) return;
        tell(path.concat(piece.key), {check: "unknown-key", message: say("`{key}` is not a key of this record", {key: piece.key}),
                                      fix: say("one of: {words}", {words: names})});
      });
      fields.forEach(function (field) {
        var piece = group.pieces.find(function (each) { return each.key === field.key; }), own = path.concat(field.key);
        if (!piece) {
          if (field.required) tell(own, missing(field));
          return;
        }
        place(piece.value, field, own);
      });
    }

    function place(value, field, path) {
      if (field.list) {
        if (!isGroup(value)) {
          if (value.value !== null) tell(path, {check: "wrong-shape", message: say("a list must stand here"), fix: say("write `{value}`", {value: "[" + value.value + "]"})});
          else if (!field.nullable) tell(path, empty(field));
        } else if (!value.list) tell(path, {check: "wrong-shape", message: say("a list must stand here"), fix: say("write one value")});
        else if (field.least && !value.pieces.length) tell(path, empty(field));
        else value.pieces.forEach(function (each, number) {
          var before = found.length;
          single(each.value, Object.assign({}, field, {nullable: false}), path.concat(number));
          var several = found.length === before + 1 && found[before].check === "unknown-word" && severalWords(each.value.value, field, value, number);
          if (several) found[before].fix = several;
        });
      } else single(value, field, path);
    }

    function single(value, field, path) {
      if (field.type === "group") {
        if (isGroup(value) && !value.list) mapping(value, field.fields, path);
        else if (isGroup(value) || value.value !== null || !field.nullable || typeof path[path.length - 1] === "number") {
          tell(path, {check: "wrong-shape", message: say("keys with values must stand here"), fix: say("write `key: value`")});
        }
        return;
      }
      if (isGroup(value)) {
        tell(path, {check: "wrong-shape", message: say("one value must stand here"), fix: say("write one value")});
        return;
      }
      if (value.value === null || value.value === "") {
        var inList = typeof path[path.length - 1] === "number" && field.type !== "word";
        if (inList) tell(path, {check: "bad-text", message: say("`{key}` is empty", {key: field.key}), fix: data.problems["bad-text"][1]});
        else if (!field.nullable) tell(path, missing(field));
        return;
      }
      var wrong = values.findings(value.value, field);
      wrong.forEach(function (each) { tell(path, each); });
      if (!wrong.length) knownTo(value.value, field, path);
    }

    function knownTo(value, field, path) {  // what the register of the day on which the pages were made says of it
      var isId = field.type === "organization" || (field.type === "body_or_name" && meant.full("organization", value));
      if (isId && !isOwnId(path) && !data.organizations.some(function (each) { return each.id === value; })) {
        var near = values.organizationMeant(value);
        tell(path, {check: "unknown-organization", message: say("no organization has the id {id}", {id: value}),
                    fix: near ? near.sentence : say("add it to organizations/, or use an id from there")}, true);
      }
      if (field.type === "code" && kind.title !== "" && field.key === "person" && !data.people[value]) {
        tell(path, {check: "planned-person", message: say("nobody has the code {code}", {code: value}),
                    fix: codeFix(value)});
      }
      if (around.kind === "plan" && field.key === "month" && !(Number(value) >= 1 && Number(value) <= 12)) {
        tell(path, {check: "planned-month", message: say("{month} is not a month", {month: String(Number(value))}), fix: say("write 1 to 12")});
      }
    }

    function isOwnId(path) { return path[path.length - 1] === "id" || around.kind === "organizations" && path[0] === "organizations"; }

    function free(group) {  // codes and names
      group.pieces.forEach(function (piece, number) {
        values.findings(piece.key, {key: piece.key, type: "code", nullable: false}).forEach(function (each) { tell([number, "key"], each); });
        if (isGroup(piece.value) || piece.value.value === null || piece.value.value === "") {
          tell([number, "value"], {check: "bad-text", message: say("`{key}` is empty", {key: piece.key || say("name of the person")}), fix: data.problems["bad-text"][1]});
        } else {
          values.hidden(piece.value.value).forEach(function (each) { tell([number, "value"], each); });
        }
        if (group.pieces.findIndex(function (each) { return each.key === piece.key; }) < number) {
          tell([number, "key"], {check: "duplicate-key", message: say("`{key}` stands here a second time", {key: piece.key}), fix: say("keep one of the two")});
        }
      });
    }

    if (around.kind === "visit") found = huifang.visitChecks.findings(record);
    if (kind.fields) mapping(record.group, kind.fields, []);
    else free(record.group);
    var body = (record.body || "").replace(/\r\n?/g, "\n");
    values.hidden(body, true).forEach(function (each) { tell(["[body]"], each); });
    if (new RegExp(data.reading.patterns.conflict, "mu").test(body)) {
      tell(["[body]"], {check: "conflict-marker", message: say("a merge conflict is left in the file"),
                        fix: say("keep the right lines and delete the `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>` lines")});
    }
    return found;
  }

  huifang.checks = {findings: findings};
})();
