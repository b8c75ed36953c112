// Data of a record as the text of its file, letter for letter as `huifang fmt` writes it.
// A piece is {key, value, above, behind}; its value {value, open, head, lines, typed} or {pieces, list, tail}.
(function () {
  "use strict";
  var huifang = window.huifang, spelling = huifang.data.spelling, INDENT = "  ";
  var ODD_START = new RegExp("^(?:" + spelling.oddStart + ")", "u"), ODD = new RegExp(spelling.odd, "u");
  var ODD_IN_FLOW = new RegExp(spelling.oddInFlow, "u"), PRINTABLE = new RegExp("^(?:" + spelling.printable + ")", "u");

  function stripped(text) {  // as Python's strip: JavaScript's trim knows other spaces
    var begin = 0, end = text.length;
    while (begin < end && spelling.spaces.includes(text[begin])) begin++;
    while (end > begin && spelling.spaces.includes(text[end - 1])) end--;
    return text.slice(begin, end);
  }

  function quoted(character) {
    if (Object.prototype.hasOwnProperty.call(spelling.escapes, character)) return spelling.escapes[character];
    if (PRINTABLE.test(character)) return character;
    return spelling.byNumber + character.codePointAt(0).toString(16).toUpperCase().padStart(8, "0");
  }

  // One scalar, in quotes only where it would mean something else without; null is nothing.
  function scalar(value, inFlow) {
    if (value === null) return "null";
    var plain = stripped(value) === value && !spelling.nulls.includes(value) && !ODD_START.test(value) && !ODD.test(value);
    if (plain && !(inFlow && ODD_IN_FLOW.test(value))) return value;
    return '"' + Array.from(value).map(quoted).join("") + '"';
  }

  function isGroup(value) { return "pieces" in value; }

  function spelled(value, inFlow) {
    var text = scalar(value.value, inFlow);
    return value.typed && text.includes(spelling.byNumber) ? value.typed : text;
  }

  function keyText(key) { return scalar(key, true) + ":"; }

  // A value on one line.
  function flowOf(value) {
    if (!isGroup(value)) return spelled(value, true);
    if (value.list) return "[" + value.pieces.map(function (each) { return flowOf(each.value); }).join(", ") + "]";
    return "{" + value.pieces.map(function (each) { return keyText(each.key) + " " + flowOf(each.value); }).join(", ") + "}";
  }

  function fitsOneLine(value) {
    if (!isGroup(value)) return !value.head;
    return !value.tail.some(Boolean) && !value.pieces.some(function (each) {
      return each.above.some(Boolean) || each.behind || !fitsOneLine(each.value);
    });
  }

  function furtherRight(lines) { return lines.map(function (line) { return line ? INDENT + line : line; }); }

  function withoutFirstEmpty(lines) {
    var at = lines.findIndex(Boolean);
    return at < 0 ? [] : lines.slice(at);
  }

  // The lines of the keys of a mapping, or of the entries of the list of the key `owner`.
  function linesOf(group, owner) {
    var lines = [];
    group.pieces.forEach(function (piece, number) {
      lines.push.apply(lines, number ? piece.above : withoutFirstEmpty(piece.above));
      lines.push.apply(lines, piece.key === null ? entry(piece, owner) : named(piece));
    });
    return lines.concat(group.tail);
  }

  function note(piece) { return piece.behind ? "  " + piece.behind : ""; }

  function scalarLines(lead, value, behind) {
    if (value.open && behind) return [lead + behind];
    return [lead + " " + (value.head || spelled(value)) + behind].concat(furtherRight(value.lines || []));
  }

  function standsBelow(name, value) {
    if (!value.pieces.length) return false;
    var ofMappings = value.list && value.pieces.every(function (each) { return isGroup(each.value) && !each.value.list; });
    return ofMappings || spelling.lineByLine.includes(name) || !fitsOneLine(value);
  }

  function named(piece) {
    var key = keyText(piece.key), value = piece.value;
    if (!isGroup(value)) return scalarLines(key, value, note(piece));
    if (standsBelow(piece.key, value)) return [key + note(piece)].concat(furtherRight(linesOf(value, piece.key)));
    return [key + " " + flowOf(value) + note(piece)];
  }

  function entry(piece, owner) {
    var value = piece.value;
    if (!isGroup(value)) return scalarLines("-", value, note(piece));
    if (value.pieces.length && ((spelling.blocks.includes(owner) && !value.list) || !fitsOneLine(value))) {
      var lines = linesOf(value, "");
      return (piece.behind ? [piece.behind] : []).concat("- " + lines[0], furtherRight(lines.slice(1)));
    }
    return ["- " + flowOf(value) + note(piece)];
  }

  // The keys in the order of the fields; one that is none of them stays behind the one above it.
  function ordered(group, fields) {
    if (group.list) {
      return Object.assign({}, group, {pieces: group.pieces.map(function (each) { return lifted(inside(each, fields)); })});
    }
    var order = new Map((fields || []).map(function (field, number) { return [field.key, number]; })), last = -1;
    var placed = group.pieces.map(function (each, at) {
      if (order.has(each.key)) last = order.get(each.key);
      var field = order.has(each.key) ? fields[last] : null;
      return {place: last, at: at, piece: inside(each, field && field.fields)};
    });
    placed.sort(function (one, other) { return one.place - other.place || one.at - other.at; });
    return Object.assign({}, group, {pieces: placed.map(function (each) { return each.piece; })});
  }

  function inside(piece, fields) {
    return isGroup(piece.value) ? Object.assign({}, piece, {value: ordered(piece.value, fields)}) : piece;
  }

  function lifted(piece) {  // a comment above the first key of an entry stands above the entry
    var group = piece.value, first = isGroup(group) && group.pieces[0];
    if (!first || !first.above.length) return piece;
    var pieces = [Object.assign({}, first, {above: []})].concat(group.pieces.slice(1));
    return Object.assign({}, piece, {value: Object.assign({}, group, {pieces: pieces}),
                                     above: piece.above.concat(first.above.filter(Boolean))});
  }

  // The YAML of a record: the comments that stay at the top, then its keys in order.
  function yamlLines(record, fields) {
    return (record.head || []).concat(linesOf(ordered(record.group, fields), ""));
  }

  // The whole text of a file; a record is {head, group, body, end}.
  function write(record, kind) {
    var end = record.end || "\n", lines = yamlLines(record, kind.fields);
    if (!kind.markdown) return lines.map(function (line) { return line + end; }).join("");
    return ["---"].concat(lines, "---").map(function (line) { return line + end; }).join("") + record.body;
  }

  huifang.recordText = {scalar: scalar, write: write, yamlLines: yamlLines, isGroup: isGroup, stripped: stripped};
})();
