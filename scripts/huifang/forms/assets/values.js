// What is wrong with one value that was typed: the same sentence and the same fix as `huifang validate` gives.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data, known = data.reading, meant = huifang.meant;
  var WIDE = ["full-width", "wide-quotes", "invisible-character", "wide-space"];

  function shortened(value) {
    if (value === null) return "null";
    var all = Array.from(value);
    return all.length <= 40 ? value : all.slice(0, 37).join("") + "…";
  }

  function Refusal(check, value, more) {
    this.check = check;
    this.values = Object.assign({value: shortened(value)}, more);
  }

  function refuse(check, value, more) { throw new Refusal(check, value, more); }

  // Refuses a value that would be right without what is full-width or invisible in it; silent where nothing is.
  function refuseWide(value) {
    var chars = Array.from(value), hidden = chars.findIndex(meant.isInvisible);
    if (hidden >= 0) {
      refuse(chars.some(meant.neverShows) ? "invisible-character" : "wide-space", value,
             {number: hidden + 1, name: meant.characterName(chars[hidden]), ascii: meant.halfWidth(meant.seen(value))});
    }
    var plain = meant.halfWidth(value), bare = meant.unquoted(value);
    if (bare !== plain) refuse("wide-quotes", value, {ascii: bare});
    if (plain !== huifang.recordText.stripped(value)) refuse("full-width", value, {ascii: plain});
  }

  function exact(name, check) {
    return function (value) {
      var found = meant.full(name, value);
      if (found) return found;
      if ([meant.halfWidth(value), meant.unquoted(value), meant.seen(value)].some(function (each) { return meant.full(name, each); })) {
        refuseWide(value);
      }
      refuse(check, value);
    };
  }

  var readDay = exact("day", "bad-day"), readMonth = exact("month", "bad-decision-day"), readWhole = exact("whole", "bad-number");

  function monthOf(value, year, month) {
    if (month < 1 || month > 12) refuse("no-such-month", value);
    if (year < known.firstYear || year > known.lastYear) refuse("no-such-year", value, {first: known.firstYear, last: known.lastYear});
    return meant.lastDay(year, month);
  }

  function day(value) {
    var found = readDay(value), year = Number(found[1]), month = Number(found[2]), last = monthOf(value, year, month);
    if (Number(found[3]) < 1 || Number(found[3]) > last) {
      refuse("no-such-day", value, {year: String(year), month: found[2], days: last});
    }
  }

  function decided(value) {
    if (meant.full("day", meant.unquoted(value)) || meant.full("day", meant.seen(value))) return day(value);
    var found = readMonth(value);
    monthOf(value, Number(found[1]), Number(found[2]));
  }

  function whole(value) {
    if (readWhole(value)[0].length > known.longestNumber) refuse("big-number", value, {digits: known.longestNumber});
  }

  function flag(value) {
    if (value === "true" || value === "false") return;
    if ([meant.unquoted(value), meant.seen(value)].some(function (each) { return each === "true" || each === "false"; })) refuseWide(value);
    refuse("bad-flag", value);
  }

  function word(value, field) {
    var words = (data.words[field.words] || []).map(function (each) { return each[0]; });
    if (words.includes(value)) return;
    if ([meant.halfWidth(value), meant.unquoted(value), meant.seen(value)].some(function (each) { return words.includes(each); })) refuseWide(value);
    refuse("unknown-word", value, {words: words});
  }

  function literal(value, field) {
    if (value === field.value) return;
    var bare = meant.unquoted(value);
    if (bare === field.value && bare !== meant.seen(value)) refuse("wide-quotes", value, {ascii: bare});
    refuse("unknown-word", value, {words: [field.value], only: field.value});
  }

  function period(value) {
    function any(text) {
      return known.periods.find(function (each) { return new RegExp("^(?:" + each.pattern + ")$", "u").test(text); });
    }
    var found = any(value);
    if (!found) {
      if (any(meant.halfWidth(value)) || any(meant.unquoted(value))) refuseWide(value);
      if (known.periods.length === 1 && known.periods[0].kind === "quarter") refuse("bad-quarter", value);
      refuse("bad-talk-period", value, {examples: known.periods.map(function (each) { return each.example; })});
    }
    var year = Number(value.slice(0, 4));
    if (year < known.firstYear || year > known.lastYear) refuse("no-such-year", value, {first: known.firstYear, last: known.lastYear});
  }

  function mark(value) {
    if (new RegExp(known.patterns.wideSign, "u").test(value) || meant.seen(value) !== value) refuseWide(value);
  }

  var READERS = {
    day: day, term: day, decided: decided, whole: whole, flag: flag, word: word, literal: literal, period: period, mark: mark,
    code: exact("code", "bad-code"), organization: exact("organization", "bad-id"), prefix: exact("prefix", "bad-prefix"),
    reference: exact("reference", "bad-reference"),
  };

  function reference(typed) {
    var name = meant.seen(typed.normalize("NFKC")).split("/").pop().toLowerCase().replace(/\.md$/, "");
    var match = /^(\d{4})(?:[-._年](\d{1,2})[-._月](\d{1,2})日?|(\d{2})(\d{2}))[-_ ]*(visit|talk|回访|谈话|谈心|谈心谈话)s?(?:[-_ ]?\(?([2-9])\)?)?$/.exec(name);
    if (match) {
      var two = function (text) { return text.padStart(2, "0"); };
      var kind = match[6] === "visit" || match[6] === "回访" ? "visit" : "talk";
      return {values: [match[1] + "-" + two(match[2] || match[4]) + "-" + two(match[3] || match[5]) + "-" + kind + (match[7] ? "-" + match[7] : "")], certain: true};
    }
    var found = meant.day(typed, false);
    return {values: found.values.length ? [found.values[0] + "-visit", found.values[0] + "-talk"] : [], certain: false};
  }

  var MEANT = {
    "bad-day": function (typed) { return meant.day(typed, false); },
    "bad-decision-day": function (typed) { return meant.day(typed, true); },
    "bad-quarter": meant.quarter, "bad-number": function (typed, field) { return meant.number(typed, field.key); },
    "bad-flag": function (typed, field) { return meant.flag(typed, field.key); },
    "bad-code": meant.code, "bad-prefix": meant.prefix, "bad-reference": reference,
    "bad-id": function (typed) { return organizationMeant(typed) || meant.organization(typed); },
    "unknown-word": function (typed, field) { return huifang.words.meant(typed, field.words); },
  };

  function offered(found, typed, otherwise) {
    if (found.lacking) return found.lacking;
    if (found.sentence) return found.sentence;
    if (found.values.length > 1) return say("one of these is meant: {words}", {words: found.values});
    if (!found.values.length) return otherwise;
    if (found.certain) return say("write `{value}`", {value: found.values[0]});
    if (meant.isSpreadsheetDay(typed)) {
      return say("Excel keeps a day as such a number; if it is one: `{value}`", {value: found.values[0]});
    }
    return say("did you mean `{value}`?", {value: found.values[0]});
  }

  function organizationMeant(typed) {
    var found = huifang.words.organization(typed);
    if (!found.values.length) return null;
    if (found.values.length > 1) {
      return {values: [], sentence: say("one of these is meant: {words}", {words: found.values.map(function (id) {
        return say("{id} ({name})", {id: id, name: nameOf(id)});
      })})};
    }
    var both = {id: found.values[0], name: nameOf(found.values[0])};
    return {values: found.values, sentence: found.certain ? say("write `{id}`, the id of {name}", both) : say("did you mean `{id}`, {name}?", both)};
  }

  function nameOf(id) {
    var found = data.organizations.find(function (each) { return each.id === id; });
    return found ? found.name : id;
  }

  function fixOf(check, typed, field, found, otherwise) {  // `found`: what can have been meant, null where nobody looks
    if (WIDE.includes(check)) return otherwise;
    if (typed === known.leftOpen) return say("look it up, and write it in place of `{value}`", {value: known.leftOpen});
    if (meant.isNone(typed) && check !== "bad-flag" && field.nullable) {
      return say("where there is none, or nobody knows it, write `{value}`", {value: "null"});
    }
    return found ? offered(found, typed, otherwise) : otherwise;
  }

  function cleaned(text, lines) {  // what breaks a line in other programs does so here, where there are lines
    return Array.from(text).map(function (char) {
      if (!meant.neverShows(char)) return char;
      return /[\u000b\u000c\u0085\u2028\u2029]/.test(char) ? (lines ? "\n" : " ") : "";
    }).join("");
  }

  function hiddenIn(text, lines) {
    var hidden = Array.from(text).find(meant.neverShows);
    return hidden ? [{check: "invisible-character", certain: cleaned(text, lines),
                      message: say("an invisible character stands here: {name}", {name: meant.characterName(hidden)}),
                      fix: say("delete it; where it came along with copied text, type the words around it anew")}] : [];
  }

  // What is wrong with one value that was typed: a character that nobody sees, and what its type refuses.
  function valueFindings(value, field) {
    var found = hiddenIn(value);
    try {
      if (READERS[field.type]) READERS[field.type](value, field);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.check !== "invisible-character") found.push(refused(value, field, refusal));
    }
    return found;
  }

  function refused(value, field, refusal) {
    var check = refusal.check, told = data.problems[check], values = Object.assign({key: field.key}, refusal.values);
    var none = meant.isNone(value) && value !== known.leftOpen && check !== "bad-flag" && field.nullable, wide = WIDE.includes(check);
    var seen = none || wide || !MEANT[check] ? null : MEANT[check](value, field);
    var fix = refusal.values.only ? say("write `{value}`", {value: refusal.values.only})
      : fixOf(check, value, field, seen, huifang.filled(told[1], values));
    var found = {check: check, message: huifang.filled(told[0], values), fix: fix};
    if (none) found.certain = "null";
    else if (wide) found.certain = refusal.values.ascii;
    else if (seen && fix === certainFix(seen)) found.certain = seen.values[0];
    return found;
  }

  function certainFix(found) {  // where the value can mean nothing else, it can be put in for whoever typed it
    return found.certain && found.values.length === 1 && !found.sentence ? say("write `{value}`", {value: found.values[0]}) : null;
  }

  huifang.values = {findings: valueFindings, hidden: hiddenIn, organizationMeant: organizationMeant, nameOf: nameOf};
})();
