// Which comment of a typed YAML belongs to what, as `huifang fmt` sees it: behind a value to it, on its own line to what
// comes next.
(function () {
  "use strict";
  var huifang = window.huifang, id = huifang.positions.id, before = huifang.positions.before;
  var BELOW = /^[|>]([-+0-9]*)/, HASH = /(^|[ \t])#/g;

  function compare(one, other) { return one[0] - other[0] || one[1] - other[1]; }

  // A document with questions about it; `found` is what huifang.positions.of gives.
  function typedDocument(found) {
    var lines = found.lines, marks = found.marks, doc = {lines: lines, marks: marks};

    doc.mark = function (key) { return marks.get(id(key)); };
    doc.isGroup = function (key) { return doc.mark(key).kind !== "scalar"; };
    doc.typed = function (key) {  // the value as it stands there, without the lines below its first
      var mark = doc.mark(key), line = lines[mark.value[0] - 1];
      return line.slice(mark.value[1] - 1, mark.valueEnd[0] === mark.value[0] ? mark.valueEnd[1] - 1 : undefined);
    };
    doc.isFlow = function (key) { return doc.isGroup(key) && /^[[{]/.test(doc.typed(key)); };
    doc.below = function (key) { return doc.isGroup(key) ? null : BELOW.exec(doc.typed(key)); };
    var below = new Map();
    marks.forEach(function (mark) {
      if (!mark.key.length) return;
      var above = id(mark.key.slice(0, -1));
      if (!below.has(above)) below.set(above, []);
      below.get(above).push(mark.key);
    });
    doc.children = function (key) { return below.get(id(key)) || []; };

    function startOf(mark) {
      var key = mark.key;
      if (typeof key[key.length - 1] !== "number" || doc.isFlow(key.slice(0, -1))) return mark.keyAt;
      var ahead = lines[mark.value[0] - 1].slice(0, mark.value[1] - 1).replace(/\s+$/, "");
      return ahead.endsWith("-") ? [mark.value[0], ahead.length] : mark.value;
    }

    doc.starts = Array.from(marks.values()).filter(function (mark) { return mark.key.length; })
      .map(function (mark) { return {at: startOf(mark), key: mark.key}; })
      .sort(function (one, other) { return compare(one.at, other.at) || one.key.length - other.key.length; });
    doc.startOf = new Map(doc.starts.map(function (each) { return [id(each.key), each.at]; }));

    function endBelow(key, sign) {  // the end of a text below its key, with the empty lines that it keeps
      var end = doc.mark(key).valueEnd, line = end[0], column = end[1];
      while (sign && sign[1].includes("+") && line < lines.length && !lines[line].trim()) { line++; column = 1; }
      return [line, column];
    }

    var texts = [], inner = new Set();
    marks.forEach(function (mark) {
      var sign = doc.below(mark.key), end = sign ? endBelow(mark.key, sign) : mark.valueEnd;
      texts.push([mark.keyAt, mark.keyEnd]);
      if (sign) {
        texts.push([mark.value, [mark.value[0], mark.value[1] + sign[0].length]], [[mark.value[0] + 1, 1], end]);
      } else if (mark.kind === "scalar") texts.push([mark.value, end]);
      if (mark.kind === "scalar") for (var line = mark.value[0] + 1; line <= end[0]; line++) inner.add(line);
    });
    var textsOn = new Map();  // line -> the texts that stand on it
    texts.forEach(function (span) {
      if (!before(span[0], span[1])) return;
      for (var line = span[0][0]; line <= span[1][0]; line++) {
        if (!textsOn.has(line)) textsOn.set(line, []);
        textsOn.get(line).push(span);
      }
    });
    doc.innerLines = inner;

    doc.comments = [];
    lines.forEach(function (line, number) {
      if (!line.includes("#")) return;
      var match, near = textsOn.get(number + 1) || [];
      HASH.lastIndex = 0;
      while ((match = HASH.exec(line))) {
        var column = match.index + match[1].length, at = [number + 1, column + 1];
        if (near.some(function (span) { return !before(at, span[0]) && before(at, span[1]); })) continue;
        doc.comments.push({at: at, text: line.slice(column), alone: !line.slice(0, column).trim()});
        break;
      }
    });
    return doc;
  }

  function liesIn(key, group) { return key.length > group.length && id(key.slice(0, group.length)) === id(group); }

  // id(key) -> {above, behind, tail}; "[]" is the whole document.
  function commentsOf(doc) {
    var found = new Map(), comments = new Map(doc.comments.map(function (each) { return [each.at[0], each]; }));
    var ends = doc.starts.slice(), empty = false;
    doc.marks.forEach(function (mark) {
      var sign = doc.below(mark.key);
      if (sign) ends.push({at: [mark.value[0], mark.value[1] + sign[0].length], key: mark.key});
      else if (doc.isFlow(mark.key)) ends.push({at: mark.value, key: mark.key}, {at: mark.valueEnd, key: mark.key});
      else if (mark.kind === "scalar") ends.push({at: mark.valueEnd, key: mark.key});
    });
    ends = ends.map(function (each, number) { return {at: each.at, key: each.key, number: number}; })
      .sort(function (one, other) { return compare(one.at, other.at) || one.number - other.number; });

    function of(key) {
      if (!found.has(id(key))) found.set(id(key), {above: [], behind: [], tail: []});
      return found.get(id(key));
    }

    var begun = new Map();
    doc.starts.forEach(function (each) { if (!begun.has(each.at[0])) begun.set(each.at[0], each.key); });
    function begunOn(line) { return begun.get(line) || null; }

    function passing(all) {  // how many of all a place has reached; the places are asked in their order
      var passed = 0;
      return function (at) {
        while (passed < all.length && !before(at, all[passed].at)) passed++;
        return passed;
      };
    }

    var endsBefore = passing(ends), startsBefore = passing(doc.starts);

    function behindWhat(comment) {
      var last = comment.alone ? null : ends[endsBefore(comment.at) - 1];
      return last && last.at[0] === comment.at[0] && last.key.length ? last.key : null;
    }

    function groups(key) { return key.map(function (_, number) { return key.slice(0, key.length - number); }).concat([[]]); }

    function columnOf(key) {
      var children = doc.children(key), column = doc.startOf.get(id(children[0]))[1];
      return key.length && doc.mark(key).kind === "list" ? Math.max(column, doc.startOf.get(id(key))[1] + 1) : column;
    }

    function groupOf(at, last, following) {
      var open = groups(last).find(function (key) {
        var mark = doc.mark(key);
        return mark && doc.isFlow(key) && before(mark.value, at) && before(at, mark.valueEnd);
      });
      var ended = open;
      var column = following.length ? doc.startOf.get(id(following))[1] : 0;
      if (!ended && last.length && at[1] > column) {
        ended = groups(last).find(function (key) {
          var mark = doc.mark(key);
          if (!mark || mark.kind === "scalar" || doc.isFlow(key) || !doc.children(key).length) return false;
          return at[1] >= columnOf(key);
        });
      }
      return !ended || (following.length && liesIn(following, ended)) ? null : ended;
    }

    function ownLine(comment) {
      var number = startsBefore(comment.at);
      var last = number ? doc.starts[number - 1].key : [];
      var following = number < doc.starts.length ? doc.starts[number].key : [];
      var inside = groupOf(comment.at, last, following);
      if (inside === null) return following.length ? of(following).above : of([]).tail;
      return doc.children(inside).length ? of(inside).tail : of(inside).above;
    }

    doc.lines.forEach(function (line, index) {
      var number = index + 1, comment = comments.get(number), first = begunOn(number);
      if (!comment && !line.trim()) {
        empty = empty || !doc.innerLines.has(number);
        return;
      }
      if (empty && first) of(first).above.push("");
      var owner = comment && behindWhat(comment);
      if (owner) of(owner).behind.push(comment.text);
      else if (comment) {
        var into = ownLine(comment);
        if (empty && !first) into.push("");
        into.push(comment.text);
      }
      empty = false;
    });
    return found;
  }

  huifang.comments = {document: typedDocument, of: commentsOf};
})();
