// The text of a file as a record: its data in pieces, with every comment. What cannot be kept whole is refused.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, spelling = huifang.data.spelling, id = huifang.positions.id;
  var NOTHING = {above: [], behind: [], tail: []};
  var BY_HAND = function () { return say("edit the text of the file by hand, or ask somebody who knows it"); };

  function refused(reason) { return huifang.failure(say("{reason}; {fix}", {reason: reason, fix: BY_HAND()})); }

  function both(text, above) {  // the positions, and the data as js-yaml reads them: both readers must see the same
    var typed = huifang.comments.document(huifang.positions.of(text, above)), loaded;
    try {
      loaded = window.jsyaml.load(text, {schema: window.jsyaml.FAILSAFE_SCHEMA});
    } catch (problem) {
      throw refused(say("line {line}: {reason}", {line: problem.mark ? problem.mark.line + 1 + (above || 0) : 1, reason: say("this does not fit the lines above it")}));
    }
    typed.data = typed.marks.size ? valueAt(typed, [], loaded) : null;
    return typed;
  }

  function differ() { return refused(say("this file cannot be read here with certainty")); }

  function valueAt(typed, key, loaded) {
    var mark = typed.mark(key), children = mark.kind === "scalar" ? [] : typed.children(key);
    if (mark.kind === "list") {
      if (!Array.isArray(loaded) || loaded.length !== children.length) throw differ();
      return children.map(function (child, number) { return valueAt(typed, child, loaded[number]); });
    }
    if (mark.kind === "map") {
      if (!loaded || typeof loaded !== "object" || Array.isArray(loaded)) throw differ();
      if (Object.keys(loaded).length !== children.length) throw differ();
      return new Map(children.map(function (child) {
        var name = child[child.length - 1];
        if (!Object.prototype.hasOwnProperty.call(loaded, name)) throw differ();
        return [name, valueAt(typed, child, loaded[name])];
      }));
    }
    if (loaded !== null && typeof loaded !== "string") throw differ();
    var raw = typed.typed(key), plain = !/^["'|>]/.test(raw);
    if (plain && mark.value[0] === mark.valueEnd[0] && raw !== (loaded === null ? "" : loaded)) throw differ();
    return loaded === null || loaded === "" || (plain && spelling.nulls.includes(loaded)) ? null : loaded;
  }

  function at(data, key) {
    return key.reduce(function (found, part) { return found instanceof Map ? found.get(part) : found[part]; }, data);
  }

  function indentation(line) { return /^ */.exec(line)[0].length; }

  function scalarPiece(typed, key) {
    var value = at(typed.data, key), mark = typed.mark(key), sign = typed.below(key);
    if (value === null) return {value: null, open: !huifang.positions.before(mark.value, mark.valueEnd)};
    if (!sign) return {value: value, typed: mark.value[0] === mark.valueEnd[0] ? typed.typed(key) : ""};
    var lines = typed.lines.slice(mark.value[0], mark.valueEnd[0]), full = function (line) { return line.trim() !== ""; };
    var base = indentation(lines.find(full) || "") - indentation(value.split("\n").find(full) || "");
    var kept = sign[1].includes("+") ? value.length - value.replace(/\n+$/, "").length - 1 : 0;
    var below = lines.map(function (line) { return line.slice(base); });
    for (var number = 0; number < kept; number++) below.push("");
    return {value: value, head: sign[0][0] + sign[1].replace(/[0-9]/g, "2"), lines: below};
  }

  function group(typed, comments, key) {
    var mark = typed.mark(key), mine = comments.get(id(key)) || NOTHING;
    var children = mark ? typed.children(key) : [];
    return {list: Boolean(mark) && mark.kind === "list", tail: mine.tail.slice(),
            pieces: children.map(function (child) { return piece(typed, comments, child); })};
  }

  function piece(typed, comments, key) {
    var mine = comments.get(id(key)) || NOTHING, name = key[key.length - 1];
    return {key: typeof name === "number" ? null : name,
            value: typed.isGroup(key) ? group(typed, comments, key) : scalarPiece(typed, key),
            above: mine.above.concat(mine.behind.slice(0, -1)), behind: mine.behind.slice(-1).join("")};
  }

  function yamlRecord(text, above) {
    var typed = both(text, above), comments = huifang.comments.of(typed), mark = typed.mark([]);
    if (mark && mark.kind !== "map") throw refused(say("keys with values must stand here"));
    var whole = group(typed, comments, []), head = [], first = whole.pieces[0];
    if (first) {  // comments at the top with an empty line below them stay there
      var above = first.above.slice();
      while (above[0] === "") above.shift();
      var end = above.lastIndexOf("") + 1;
      head = above.slice(0, end);
      first.above = above.slice(end);
    }
    return {head: head, group: whole, typed: typed};
  }

  // The kind of record that a text is of, where it is certainly not the one that is asked for; else null.
  function otherKind(text, asked) {
    var fence = /^\ufeff?---[ \t]*\r?\n([^]*?)^---[ \t]*\r?$/m.exec(text), yaml = fence ? fence[1] : text, kinds = huifang.data.kinds;
    var pairs = Array.from(yaml.matchAll(/^([A-Za-z_][\w-]*):(?:[ \t]+(\S+))?[ \t\r]*(?:#.*)?/gm));
    function points(name) {
      if (kinds[name].markdown !== Boolean(fence)) return 0;
      return pairs.reduce(function (sum, pair) {
        if (!kinds[name].fields) return sum + (huifang.meant.full("code", pair[1]) ? 1 : 0);
        var field = kinds[name].fields.find(function (each) { return each.key === pair[1]; });
        return sum + (!field ? 0 : field.type === "literal" && field.value === pair[2] ? pairs.length : 1);
      }, 0);
    }
    var own = points(asked), best = Object.keys(kinds).sort(function (one, other) { return points(other) - points(one); })[0];
    return points(best) > own + (own ? 1 : 0) ? best : null;
  }

  // A file in a kind of record: {head, group, body, end}; an Error with a sentence where it cannot be kept whole.
  function read(text, kind) {
    if (text.length > huifang.data.reading.largestFile) throw huifang.failure(say("the file is larger than 1 MiB and was not opened"));
    if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    var end = (/\r\n|\r|\n/.exec(text) || ["\n"])[0], yaml = text.replace(/\r\n?/g, "\n"), body = "";
    var conflict = new RegExp(huifang.data.reading.patterns.conflict, "mu").exec(yaml);
    if (conflict) {
      throw refused(say("line {line}: {reason}", {line: yaml.slice(0, conflict.index).split("\n").length, reason: say("a merge conflict is left in the file")}));
    }
    if (kind.markdown) {
      if (!/^---[ \t]*(\n|$)/.test(yaml)) throw refused(say("the first line must be `---`"));
      var start = yaml.indexOf("\n") + 1, rest = yaml.slice(start);
      var closing = /^---[ \t]*$/m.exec(rest);
      if (!closing) throw refused(say("the front matter has no closing `---`"));
      var count = rest.slice(0, closing.index).split("\n").length + 1;
      yaml = rest.slice(0, closing.index);
      body = typedLines(text).slice(count).join("");
    }
    var record = yamlRecord(yaml, kind.markdown ? 1 : 0);
    record.body = body;
    record.end = end;
    keptWhole(record.typed, record, kind);
    return record;
  }

  function typedLines(text) { return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) || []; }

  // What would be written is read again: the same data, the same comments, or nothing is done.
  function keptWhole(typed, record, kind) {
    var again = both(huifang.recordText.yamlLines(record, kind.fields).map(function (line) { return line + "\n"; }).join(""));
    if (plainText(typed.data) !== plainText(again.data) || remarks(typed) !== remarks(again)) {
      throw refused(say("this file is written in a way that only a person can put in order"));
    }
  }

  function remarks(typed) { return typed.comments.map(function (each) { return each.text; }).sort().join("\n"); }

  function plainText(data) {  // of two documents alike where they hold the same keys with the same values
    if (data instanceof Map) {
      return "{" + Array.from(data.keys()).sort().map(function (key) {
        return JSON.stringify(key) + ":" + plainText(data.get(key));
      }).join(",") + "}";
    }
    return Array.isArray(data) ? "[" + data.map(plainText).join(",") + "]" : JSON.stringify(data);
  }

  // The data of a group: Map, Array, text or null.
  function dataOf(value) {
    if (!huifang.recordText.isGroup(value)) return value.value === "" ? null : value.value;
    if (value.list) return value.pieces.map(function (each) { return dataOf(each.value); });
    return new Map(value.pieces.map(function (each) { return [each.key, dataOf(each.value)]; }));
  }

  // Every comment below a group or on a piece, as it stands there.
  function commentsIn(value, piece) {
    var found = [];
    function add(line) { if (line) found.push(line); }
    function gather(value, piece) {
      if (piece) piece.above.concat(piece.behind).forEach(add);
      if (!huifang.recordText.isGroup(value)) return;
      value.pieces.forEach(function (each) { gather(each.value, each); });
      value.tail.forEach(add);
    }
    gather(value, piece);
    return found;
  }

  // Before a text leaves the page: what stands in it is what the form holds, and no comment is lost.
  function checkWritten(record, kind) {
    var lines = huifang.recordText.yamlLines(record, kind.fields), typed = both(lines.map(function (line) { return line + "\n"; }).join(""));
    var held = (record.head || []).filter(Boolean).concat(commentsIn(record.group)).sort().join("\n");
    if (plainText(typed.data || new Map()) !== plainText(dataOf(record.group)) || remarks(typed) !== held) {
      throw refused(say("what would be written does not hold what the form shows"));
    }
  }

  huifang.recordRead = {read: read, otherKind: otherKind, dataOf: dataOf, commentsIn: commentsIn, checkWritten: checkWritten};
})();
