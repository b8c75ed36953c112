// A record that is being filled in: keys that come and go, and no comment that is lost on the way.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, isGroup = huifang.recordText.isGroup;

  function mapping() { return {list: false, pieces: [], tail: []}; }
  function list() { return {list: true, pieces: [], tail: []}; }
  function find(group, key) { return group ? group.pieces.find(function (each) { return each.key === key; }) : undefined; }
  function comments(piece) { return huifang.recordRead.commentsIn(piece.value, piece); }

  function put(group, key, value) {
    var piece = find(group, key);
    if (piece) piece.value = value;
    else group.pieces.push(piece = {key: key, value: value, above: [], behind: ""});
    return piece;
  }

  // A new mapping of some fields: what the format itself says, and `null` or `[]` where a key must stand.
  function blank(fields) {
    var group = mapping();
    fields.forEach(function (field) {
      if (field.type === "literal") put(group, field.key, {value: field.value});
      else if (field.required && field.list) put(group, field.key, list());
      else if (field.required && field.nullable) put(group, field.key, {value: null});
    });
    return group;
  }

  function fresh(kind) { return {head: [], group: kind.fields ? blank(kind.fields) : mapping(), body: "", end: "\n"}; }

  // Whoever takes something out with remarks is asked; true where it may go.
  function mayGo(piece) {
    var lost = comments(piece);
    return !lost.length || window.confirm(say("these remarks go too: {remarks}", {remarks: lost}));
  }

  // Where the values of some fields stand: `get` the mapping or null, `ensure` makes it, `tidy` takes an empty one away.
  function top(group) { return {get: function () { return group; }, ensure: function () { return group; }, tidy: function () {}}; }

  function within(holder, field) {
    function piece() { return find(holder.get(), field.key); }
    return {
      get: function () { return piece() && isGroup(piece().value) ? piece().value : null; },
      ensure: function () {
        var single = this.single();
        if (!piece() || !isGroup(piece().value)) put(holder.ensure(), field.key, field.list ? list() : blank(field.fields));
        if (single !== null) piece().value.pieces.push({key: null, value: {value: single}, above: [], behind: ""});
        return piece().value;
      },
      single: function () {  // one value where a list of them belongs: the first entry of the list that is made
        return piece() && field.list && field.type !== "group" && !isGroup(piece().value) ? piece().value.value : null;
      },
      tidy: function () {
        var own = piece();
        if (!own || !isGroup(own.value) || own.value.pieces.length || own.value.tail.length) return;
        if (field.required || own.fromFile || comments(own).length) {
          if (!field.list && field.nullable) own.value = {value: null, open: Boolean(own.behind)};
        } else {
          holder.get().pieces.splice(holder.get().pieces.indexOf(own), 1);
          holder.tidy();
        }
      },
    };
  }

  function textOf(holder, field) {
    var piece = find(holder.get(), field.key);
    return !piece || isGroup(piece.value) || piece.value.value === null ? "" : piece.value.value;
  }

  function setText(holder, field, text) {
    var group = holder.get(), piece = find(group, field.key);
    if (text !== "") {
      if (textOf(holder, field) !== text) put(holder.ensure(), field.key, {value: text});
    } else if (piece) {
      if (piece.fromFile || comments(piece).length || (field.required && field.nullable)) {
        piece.value = {value: null, open: Boolean(piece.behind)};
      } else {
        group.pieces.splice(group.pieces.indexOf(piece), 1);
        holder.tidy();
      }
    } else if (group && field.required && field.nullable) put(group, field.key, {value: null});
  }

  function add(holder, field, value) {
    var entry = {key: null, value: value === undefined ? blank(field.fields) : {value: value}, above: [], behind: ""};
    holder.ensure().pieces.push(entry);
    return entry;
  }

  function removeAt(holder, number) {
    var group = holder.get();
    if (!mayGo(group.pieces[number])) return false;
    group.pieces.splice(number, 1);
    holder.tidy();
    return true;
  }

  function fromFile(value) {  // whatever stood in the file stays there, be it empty
    if (!isGroup(value)) return;
    value.pieces.forEach(function (each) { each.fromFile = true; fromFile(each.value); });
  }

  huifang.record = {fresh: fresh, blank: blank, find: find, put: put, top: top, within: within, textOf: textOf, setText: setText,
                    add: add, removeAt: removeAt, mayGo: mayGo, fromFile: fromFile};
})();
