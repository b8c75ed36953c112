// Where every key and value of a record's YAML stands. It knows the part of YAML that records are written in, and refuses
// the rest; what the values are, js-yaml says, and both must see the same document.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, DEEPEST = 20;

  function id(key) { return JSON.stringify(key); }
  function before(one, other) { return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]); }

  // Marks by id(key): {key, kind: "map"|"list"|"scalar", keyAt, keyEnd, value, valueEnd}; places are [line, column] from 1.
  function positions(text, above) {  // `above`: how many lines of the file stand above it
    var lines = text.split("\n"), marks = new Map(), L = -1, C = 0, fresh = false;

    function refuse(line, reason) {
      throw huifang.failure(say("line {line}: {reason}", {line: line + 1 + (above || 0), reason: reason}));
    }

    function wrong(reason) { refuse(Math.min(L, lines.length - 1), reason || say("this does not fit the lines above it")); }
    function here() { return [L + 1, C + 1]; }
    function blank(line, from) { return /^[ \t]*(#|$)/.test(line.slice(from)); }
    function isEnd(line) { return /^(---|\.\.\.)([ \t]|$)/.test(line); }

    function nextContent() {
      if (fresh) return L < lines.length;
      for (L++; L < lines.length; L++) {
        if (blank(lines[L], 0)) continue;
        C = /^ */.exec(lines[L])[0].length;
        if (lines[L][C] === "\t") wrong(say("a tab stands at the beginning of the line"));
        break;
      }
      fresh = true;
      return L < lines.length;
    }

    function isDash() { return lines[L][C] === "-" && (C + 1 === lines[L].length || " \t".includes(lines[L][C + 1])); }

    function open(key, kind, own, begin) {
      if (key.length > DEEPEST) wrong(say("the data nests too deeply"));
      if (marks.has(id(key))) wrong(say("`{key}` stands here a second time", {key: key[key.length - 1]}));
      var mark = {key: key, kind: kind, keyAt: own[0], keyEnd: own[1], value: begin, valueEnd: begin};
      marks.set(id(key), mark);
      return mark;
    }

    function quotedEnd(line, column) {  // behind the closing mark on this line; -1 where it is not there
      var mark = lines[line][column];
      for (var at = column + 1; at < lines[line].length; at++) {
        if (mark === '"' && lines[line][at] === "\\") at++;
        else if (lines[line][at] === mark) {
          if (mark === "'" && lines[line][at + 1] === "'") at++;
          else return at + 1;
        }
      }
      return -1;
    }

    function unquoted(typed) {
      if (typed[0] === "'") return typed.slice(1, -1).replace(/''/g, "'");
      return typed[0] === '"' ? String(window.jsyaml.load(typed, {schema: window.jsyaml.FAILSAFE_SCHEMA})) : typed;
    }

    function keyHere() {  // {name, end, colon} of a key that begins here, or null
      var line = lines[L], first = line[C], end;
      if ("\"'".includes(first)) {
        end = quotedEnd(L, C);
        var colon = end < 0 ? null : /^[ \t]*:(?=[ \t]|$)/.exec(line.slice(end));
        return colon ? {name: unquoted(line.slice(C, end)), end: end, colon: end + colon[0].length - 1} : null;
      }
      if ("[]{},#|>".includes(first)) return null;
      for (var at = C; at < line.length; at++) {
        if (line[at] === "#" && at > C && " \t".includes(line[at - 1])) return null;
        if (line[at] === ":" && (at + 1 === line.length || " \t".includes(line[at + 1]))) {
          var name = line.slice(C, at).replace(/[ \t]+$/, "");
          return {name: name, end: C + name.length, colon: at};
        }
      }
      return null;
    }

    function checkStart() {
      var line = lines[L], first = line[C];
      if (first === "&" || first === "*") wrong(say("anchors (`&`) and aliases (`*`) are not used in records"));
      if (first === "!") wrong(say("tags (`!`) are not used in records"));
      if ("%@`]},".includes(first)) wrong(say("a value cannot begin with this character"));
      if ("-?:".includes(first) && (C + 1 === line.length || " \t".includes(line[C + 1]))) wrong();
    }

    function block(indent, key, own) {
      if (isDash()) return sequence(C, key, own);
      checkStart();
      return keyHere() ? mapping(C, key, own) : inline(indent, key, own);
    }

    function mapping(column, key, own) {
      var mark = open(key, "map", own, here());
      for (;;) {
        checkStart();
        var found = keyHere();
        if (!found) wrong(say("a key without `: `"));
        var ownKey = [[L + 1, C + 1], [L + 1, found.end + 1]];
        if (!found.name) wrong(say("a key must be a word"));
        C = found.colon + 1;
        fresh = false;
        mark.valueEnd = value(column, key.concat(found.name), ownKey, true);
        if (!nextContent() || C < column || isEnd(lines[L])) return mark.valueEnd;
        if (C > column || isDash()) wrong();
      }
    }

    function sequence(column, key, own) {
      var mark = open(key, "list", own, here());
      for (var number = 0; ; number++) {
        C++;
        fresh = false;
        mark.valueEnd = value(column, key.concat(number), null, false);
        if (!nextContent() || C < column || isEnd(lines[L]) || (C === column && !isDash())) return mark.valueEnd;
        if (C > column) wrong();
      }
    }

    function value(column, key, own, inMapping) {
      var behind = here();
      while (C < lines[L].length && " \t".includes(lines[L][C])) C++;
      if (C === lines[L].length || (lines[L][C] === "#" && C + 1 > behind[1])) {
        var found = nextContent() && !isEnd(lines[L]) && (C > column || (inMapping && C === column && isDash()));
        if (!found) return open(key, "scalar", own || [behind, behind], behind).valueEnd;
        return C === column ? sequence(C, key, own) : block(column, key, own || [here(), here()]);
      }
      var at = own || [here(), here()];
      if (!inMapping && isDash()) return sequence(C, key, at);
      checkStart();
      return !inMapping && keyHere() ? mapping(C, key, at) : inline(column, key, at);
    }

    function nothingBehind() {
      if (!/^([ \t]*|[ \t]+#.*)$/.test(lines[L].slice(C))) wrong(say("something stands behind the end of the value"));
    }

    function inline(indent, key, own) {
      var first = lines[L][C], end;
      fresh = false;
      if (first === "[" || first === "{") {
        end = flow(key, own);
        nothingBehind();
        return end;
      }
      var mark = open(key, "scalar", own, here());
      if (first === "|" || first === ">") return (mark.valueEnd = below(indent));
      if (first === '"' || first === "'") {
        mark.valueEnd = quoted();
        nothingBehind();
        return mark.valueEnd;
      }
      return (mark.valueEnd = plain(indent));
    }

    function quoted() {
      var begun = L, end = quotedEnd(L, C), mark = lines[L][C];
      while (end < 0) {
        L++;
        if (L >= lines.length || isEnd(lines[L])) refuse(begun, say("a quotation mark is not closed"));
        var line = lines[L];
        lines[L] = mark + line;  // looked at as if it began there; its columns are one further to the right
        end = quotedEnd(L, 0) - 1;
        lines[L] = line;
      }
      C = end;
      return here();
    }

    function plainEnd(line, from) {
      var found = /[ \t]+#/.exec(line.slice(from)), end = found ? from + found.index : line.length;
      return from + line.slice(from, end).replace(/[ \t]+$/, "").length;
    }

    function plain(indent) {
      for (;;) {
        var end = plainEnd(lines[L], C);
        if (/:([ \t]|$)/.test(lines[L].slice(C, end))) wrong(say("a `:` stands where no key can be"));
        var stopped = lines[L].slice(end).includes("#"), next = L + 1;
        C = end;
        while (next < lines.length && /^[ \t]*$/.test(lines[next])) next++;
        if (stopped || next >= lines.length || isEnd(lines[next])) return here();
        var column = /^[ \t]*/.exec(lines[next])[0].length;
        if (column <= indent || lines[next][column] === "#") return here();
        L = next;
        C = column;
      }
    }

    function below(indent) {
      var header = /^[|>]([-+0-9]{0,2})([ \t]+#.*|[ \t]*)$/.exec(lines[L].slice(C));
      if (!header) wrong(say("a value cannot begin with `|` or `>`"));
      var digit = /[1-9]/.exec(header[1]), least = digit ? Math.max(indent, 0) + Number(digit[0]) : 0, last = L;
      for (var at = L + 1; at < lines.length; at++) {
        if (!lines[at].trim()) continue;
        var column = /^ */.exec(lines[at])[0].length;
        if (!least) least = Math.max(column, indent + 1);
        if (column < least) break;
        last = at;
      }
      L = last;
      C = lines[L].length;
      return here();
    }

    function flowSpace() {
      for (;;) {
        while (C < lines[L].length && " \t".includes(lines[L][C])) C++;
        var comment = lines[L][C] === "#" && (C === 0 || " \t[{,".includes(lines[L][C - 1]));
        if (C < lines[L].length && !comment) return;
        L++;
        C = 0;
        if (L >= lines.length) wrong(say("a value is missing here, or a bracket is not closed"));
      }
    }

    function flow(key, own) {
      var list = lines[L][C] === "[", close = list ? "]" : "}", number = 0, at = here();
      var mark = open(key, list ? "list" : "map", own, at);
      C++;
      for (;;) {
        flowSpace();
        if (lines[L][C] === close) break;
        if (list) flowValue(key.concat(number++), null);
        else flowPair(key);
        flowSpace();
        if (lines[L][C] === ",") C++;
        else if (lines[L][C] !== close) wrong(say("a value is missing here, or a bracket is not closed"));
      }
      C++;
      mark.valueEnd = here();
      return mark.valueEnd;
    }

    function flowPair(key) {
      var at = here(), name;
      checkStart();
      if ("\"'".includes(lines[L][C])) {
        var begin = C;
        quoted();
        if (L + 1 !== at[0]) wrong();
        name = unquoted(lines[L].slice(begin, C));
      } else {
        var found = /^(?:[^\s,\[\]{}:#]|:(?![\s,\[\]{}]|$)|#|[ \t]+(?![\s#,:\[\]{}]|$))*/.exec(lines[L].slice(C))[0];
        name = found;
        C += found.length;
      }
      if (!name) wrong(say("a key must be a word"));
      var own = [at, here()];
      flowSpace();
      if (lines[L][C] !== ":") {
        open(key.concat(name), "scalar", own, own[1]);
        return;
      }
      C++;
      flowSpace();
      if (",}".includes(lines[L][C])) open(key.concat(name), "scalar", own, here());
      else flowValue(key.concat(name), own);
    }

    function flowValue(key, own) {
      var at = here(), first = lines[L][C], mine = own || [at, at];
      checkStart();
      if (first === "[" || first === "{") return flow(key, mine);
      var mark = open(key, "scalar", mine, at);
      if (first === '"' || first === "'") return (mark.valueEnd = quoted());
      for (;;) {
        var run = /^(?:[^\s,\[\]{}:#]|:(?![\s,\[\]{}]|$)|#|[ \t]+(?![\s#,\[\]{}]|$))*/.exec(lines[L].slice(C))[0];
        C += run.length;
        mark.valueEnd = here();
        if (/^[ \t]*$/.test(lines[L].slice(C)) && L + 1 < lines.length) {  // it may go on below
          var next = /^[ \t]*/.exec(lines[L + 1])[0].length, sign = lines[L + 1][next];
          if (sign === undefined || "#,[]{}".includes(sign)) return mark.valueEnd;
          L++;
          C = next;
        } else {
          if (lines[L][C] === ":") wrong(say("a `:` stands where no key can be"));
          return mark.valueEnd;
        }
      }
    }

    if (nextContent() && /^---([ \t]|$)/.test(lines[L])) {
      if (!blank(lines[L], 3)) wrong();
      fresh = false;
      nextContent();
    }
    if (L < lines.length && !isEnd(lines[L])) {
      block(-1, [], [here(), here()]);
      nextContent();
      if (L < lines.length && !isEnd(lines[L])) wrong();
    }
    if (L < lines.length && isEnd(lines[L])) {
      fresh = false;
      if (nextContent() || /^---/.test(lines[L - 1] || "")) wrong(say("a second YAML document begins here"));
    }
    return {lines: lines, marks: marks};
  }

  huifang.positions = {of: positions, id: id, before: before};
})();
