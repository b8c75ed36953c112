// Mappings and lists of a record as fieldsets: rows that are added and taken away, what is rare folded, remarks shown.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data, make = huifang.controls.make, record = huifang.record;
  var isGroup = huifang.recordText.isGroup, idOf = huifang.controls.idOf;

  function scalarTexts(group) {
    return group ? group.pieces.map(function (each) { return isGroup(each.value) || each.value.value === null ? "" : each.value.value; }) : [];
  }

  // The remarks on a key, with a box that takes the mark "to be confirmed" away.
  function remarks(piece, page) {
    if (!piece) return null;
    var lines = piece.above.concat(piece.behind).filter(Boolean), box = make("div", {class: "remarks"});
    if (!lines.length) return null;
    lines.forEach(function (line) {
      if (line !== piece.behind || !line.replace(/^#\s*/, "").startsWith(data.mark)) {
        box.append(make("p", {class: "remark"}, line));
        return;
      }
      var control = make("input", {type: "checkbox"}), label = make("label", {class: "mark"}, control, say("confirmed: take the mark `{mark}` away", {mark: line}));
      control.addEventListener("change", function () {
        piece.behind = control.checked ? "" : line;
        if (!isGroup(piece.value) && piece.value.value === null) piece.value.open = Boolean(piece.behind);
        page.changed();
      });
      box.append(label);
    });
    return box;
  }

  function fieldOf(field, holder, path, page) {
    var own = path.concat(field.key), piece = function () { return record.find(holder.get(), field.key); };
    if (field.type === "literal" && record.textOf(holder, field) === field.value) return remarks(piece(), page);
    var made, inner = record.within(holder, field);
    if (field.type === "group" && field.list) made = rows(field, inner, own, page);
    else if (field.type === "group") made = group(field, inner, own, page);
    else if (field.list && field.type === "word") made = ticks(field, inner, own, page);
    else if (field.list) made = texts(field, inner, own, page);
    else {
      made = huifang.controls.single(field, own, record.textOf(holder, field), function (text, done) {
        record.setText(holder, field, text);
        page.changed(done ? own : null);
      }, page.more(field, own));
    }
    var noted = remarks(piece(), page);
    if (noted) made.append(noted);
    return made;
  }

  // The fields of a mapping: the usual ones open, the rare ones folded unless they hold something.
  function fields(all, holder, path, page) {
    var box = make("div", {class: "fields"}), folded = make("div", {class: "fields"}), open = false;
    all.forEach(function (field) {
      var made = fieldOf(field, holder, path, page);
      if (!made) return;
      if (field.open) box.append(made);
      else {
        folded.append(made);
        open = open || Boolean(record.find(holder.get(), field.key));
      }
    });
    if (folded.children.length) box.append(make("details", {class: "more", open: open}, make("summary", {}, say("more fields")), folded));
    strangers(all, holder, path, page).forEach(function (each) { box.append(each); });
    return box;
  }

  function strangers(all, holder, path, page) {
    var group = holder.get(), known = all.map(function (field) { return field.key; });
    return (group ? group.pieces : []).filter(function (piece) { return !known.includes(piece.key); }).map(function (piece) {
      var own = path.concat(piece.key), remove = make("button", {type: "button", class: "small"}, say("delete"));
      var shown = huifang.recordText.yamlLines({group: {list: false, pieces: [piece], tail: []}}, []).join("\n");
      var made = make("div", {class: "field strange", id: idOf(own), tabindex: "-1"}, make("pre", {}, shown),
                      make("p", {class: "error", id: huifang.controls.errorId(own), hidden: true}), remove);
      remove.addEventListener("click", function () {
        if (!record.mayGo(piece)) return;
        group.pieces.splice(group.pieces.indexOf(piece), 1);
        made.remove();
        page.changed();
      });
      return made;
    });
  }

  function group(field, holder, path, page) {
    var help = huifang.controls.helpOf(field, path);
    return make("fieldset", {class: "group", id: idOf(path), tabindex: "-1"}, make("legend", {}, field.label, field.required && !field.nullable ? huifang.controls.needed() : null),
                help.hint, fields(field.fields, holder, path, page), help.error);
  }

  function rows(field, holder, path, page) {
    var help = huifang.controls.helpOf(field, path), box = make("div", {class: "rows"});
    var more = make("button", {type: "button", class: "add"}, say("add: {label}", {label: field.label}));
    var made = make("fieldset", {class: "list", id: idOf(path), tabindex: "-1"}, make("legend", {}, field.label, field.least ? huifang.controls.needed() : null),
                    help.hint, box, help.error, more);

    function fill() {
      var group = holder.get();
      box.textContent = "";
      (group ? group.pieces : []).forEach(function (entry, number) { box.append(row(entry, number)); });
      (group ? group.tail : []).filter(Boolean).forEach(function (line) { box.append(make("p", {class: "remark"}, line)); });
    }

    function draw(focus) {
      fill();
      page.changed();
      var target = focus === undefined ? null : box.children[Math.min(focus, box.children.length - 1)];
      if (focus !== undefined) ((target && target.querySelector("input, select, textarea")) || more).focus();
    }

    function row(entry, number) {
      var own = path.concat(number), remove = make("button", {type: "button", class: "small remove"}, say("remove {label} {number}", {label: field.label, number: number + 1}));
      var entryHolder = isGroup(entry.value) ? record.top(entry.value) : record.top(entry.value = record.blank(field.fields));
      remove.addEventListener("click", function () { if (record.removeAt(holder, number)) draw(number); });
      var inner = make("fieldset", {class: "row", id: idOf(own), tabindex: "-1"}, make("legend", {}, field.label + " " + (number + 1)),
                       remarks(entry, page), fields(field.fields, entryHolder, own, page),
                       make("p", {class: "error", id: huifang.controls.errorId(own), hidden: true}), remove);
      entry.value.tail.filter(Boolean).forEach(function (line) { inner.append(make("p", {class: "remark"}, line)); });
      return inner;
    }

    more.addEventListener("click", function () {
      page.seed(field, record.add(holder, field));
      draw(holder.get().pieces.length - 1);
    });
    if (field.least && !(holder.get() && holder.get().pieces.length)) record.add(holder, field);
    fill();
    return made;
  }

  function ticks(field, holder, path, page) {
    var options = huifang.controls.optionsOf(field);
    var chosen = holder.single() === null ? scalarTexts(holder.get()) : [holder.single()], known = options.map(function (each) { return each[0]; });
    chosen.filter(function (each) { return !known.includes(each); }).forEach(function (each) {
      options.push([each, say("{value} (not in the vocabulary)", {value: each})]);
    });
    var made = huifang.controls.choices(field, path, options, chosen, "checkbox", function (word, on) {
      if (holder.single() !== null) holder.ensure();
      if (on) record.add(holder, field, word);
      else {
        var number = scalarTexts(holder.get()).indexOf(word);
        if (number >= 0 && !record.removeAt(holder, number)) return false;
      }
      page.changed(path);
      return true;
    });
    var group = holder.get();
    (group ? group.pieces : []).forEach(function (entry) {
      var noted = remarks(entry, page);
      if (noted) made.append(noted);
    });
    (group ? group.tail : []).filter(Boolean).forEach(function (line) { made.append(make("p", {class: "remark"}, line)); });
    return made;
  }

  function texts(field, holder, path, page) {
    var help = huifang.controls.helpOf(field, path), box = make("div", {class: "rows"});
    var more = make("button", {type: "button", class: "add"}, say("add: {label}", {label: field.label}));

    function draw(focus) {
      var group = holder.get();
      box.textContent = "";
      scalarTexts(group).forEach(function (text, number) {
        var own = path.concat(number), entry = group.pieces[number];
        var remove = make("button", {type: "button", class: "small remove"}, say("remove {label} {number}", {label: field.label, number: number + 1}));
        var single = Object.assign({}, field, {label: field.label + " " + (number + 1), hint: "", required: false});
        var made = huifang.controls.single(single, own, text, function (typed, done) {
          entry.value = {value: typed === "" ? null : typed};
          page.changed(done ? own : null);
        });
        var noted = remarks(entry, page);
        if (noted) made.append(noted);
        remove.addEventListener("click", function () { if (record.removeAt(holder, number)) { draw(number); page.changed(); } });
        made.querySelector(".line").append(remove);
        box.append(made);
      });
      if (focus !== undefined) {
        var target = box.children[Math.min(focus, box.children.length - 1)];
        ((target && target.querySelector("input")) || more).focus();
      }
    }

    more.addEventListener("click", function () {
      holder.ensure().pieces.push({key: null, value: {value: null}, above: [], behind: ""});
      draw(holder.get().pieces.length - 1);
      page.changed();
    });
    draw();
    return make("fieldset", {class: "list", id: idOf(path), tabindex: "-1"}, make("legend", {}, field.label), help.hint, box, help.error, more);
  }

  // Codes with names: a line each.
  function names(group, page) {
    var box = make("div", {class: "rows"}), more = make("button", {type: "button", class: "add"}, say("add a name"));
    var code = {key: "code", label: say("code"), type: "code", required: true}, name = {key: "name", label: say("name of the person"), type: "text", required: true};

    function draw(focus) {
      box.textContent = "";
      group.pieces.forEach(function (piece, number) {
        var remove = make("button", {type: "button", class: "small remove"}, say("remove line {number}", {number: number + 1}));
        remove.addEventListener("click", function () {
          if (!record.mayGo(piece)) return;
          group.pieces.splice(number, 1);
          draw(number);
          page.changed();
        });
        var row = make("div", {class: "row pair", id: idOf([number])},
          huifang.controls.text(code, [number, "key"], piece.key, function (text, done) { piece.key = text; page.changed(done ? [number, "key"] : null); }),
          huifang.controls.text(name, [number, "value"], isGroup(piece.value) ? "" : piece.value.value || "", function (text, done) {
            piece.value = {value: text === "" ? null : text};
            page.changed(done ? [number, "value"] : null);
          }), remove, remarks(piece, page));
        box.append(row);
      });
      if (focus !== undefined) ((box.children[Math.min(focus, box.children.length - 1)] || more).querySelector("input") || more).focus();
    }

    more.addEventListener("click", function () {
      group.pieces.push({key: "", value: {value: null}, above: [], behind: ""});
      draw(group.pieces.length - 1);
      page.changed();
    });
    draw();
    return make("div", {class: "fields"}, box, more);
  }

  huifang.entries = {fields: fields, names: names};
})();
