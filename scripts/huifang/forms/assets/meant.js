// What a clerk meant by a value that is written in another way: the same answers as the register gives.
// Each reading is {values: [...], certain: boolean, lacking: sentence or undefined}.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, known = huifang.data.reading, strip = huifang.recordText.stripped;
  var NOTHING = {values: [], certain: false}, PATTERNS = {};
  Object.keys(known.patterns).forEach(function (name) { PATTERNS[name] = known.patterns[name]; });
  var SHAPELESS = new RegExp("^(?:" + PATTERNS.shapeless + ")", "u");
  var HAN = /^[\u{20000}-\u{3fffd}]$/u;

  function full(name, text) { return new RegExp("^(?:" + PATTERNS[name] + ")$", "u").exec(text); }
  function begins(name, text) { return new RegExp("^(?:" + PATTERNS[name] + ")", "u").exec(text); }
  function every(name, text, by) { return text.replace(new RegExp(PATTERNS[name], "gu"), by); }

  function neverShows(char) {
    if (char === "\n" || char === "\t") return false;
    if (SHAPELESS.test(char)) return true;
    if (HAN.test(char)) return false;
    return /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]$/u.test(char);
  }

  function isInvisible(char) { return neverShows(char) || (char !== " " && /^\p{Zs}$/u.test(char)); }
  function withoutInvisible(text) { return Array.from(text).filter(function (char) { return !isInvisible(char); }).join(""); }
  function halfWidth(text) { return strip(text.normalize("NFKC")); }
  function seen(text) { return strip(withoutInvisible(text)); }

  function unquoted(text) {
    var found = full("wideQuotes", strip(text));
    return halfWidth(found ? found[1] : text);
  }

  function withoutSpaces(text) {
    return Array.from(text).filter(function (char) { return !huifang.data.spelling.spaces.includes(char); }).join("");
  }

  function plainly(text) { return withoutSpaces(withoutInvisible(text).normalize("NFKC")); }

  function characterName(char) {
    var number = char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return known.unseen[char] || say("invisible character U+{number}", {number: number});
  }

  function digit(char) { return Object.prototype.hasOwnProperty.call(known.digits, char) ? known.digits[char] : null; }

  function numberOf(text) {  // digits, or Chinese numerals up to ninety-nine; null for anything else
    if (/^[0-9]+$/.test(text)) return Number(text);
    var at = text.lastIndexOf("十"), tens = at < 0 ? "" : text.slice(0, at), ones = text.slice(at + 1);
    if (!text || tens.length > 1 || ones.length > 1) return null;
    if (Array.from(tens + ones).some(function (char) { return digit(char) === null; })) return null;
    if (at < 0) return digit(ones);
    return (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0);
  }

  function arabic(text) {
    return text.replace(new RegExp("[" + Object.keys(known.digits).join("") + "十]+(?=[年月日号季])", "gu"), function (run) {
      var number = numberOf(run);
      if (number !== null) return String(number);
      return Array.from(run).map(function (char) { return digit(char) === null ? char : String(digit(char)); }).join("");
    });
  }

  function two(number) { return String(number).padStart(2, "0"); }
  function lastDay(year, month) {
    if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
    return [4, 6, 9, 11].includes(month) ? 30 : 31;
  }

  function dayOf(year, month, day) {
    var number = Number(month);
    if (number < 1 || number > 12) return {values: [], lacking: say("months run from 01 to 12")};
    var last = Number(year) ? lastDay(Number(year), number) : 0;
    if (Number(day) < 1 || Number(day) > last) {
      return {values: [], lacking: say("{year}-{month} has {days} days", {year: year, month: two(number), days: last})};
    }
    return {values: [year + "-" + two(number) + "-" + two(Number(day))], certain: true};
  }

  function wholeDay(match) {
    var rest = every("weekday", match.groups.rest || "", "");
    var clock = begins("clock", rest), zone = clock ? rest.slice(clock[0].length) : "";
    if (rest && !(clock && (!zone || full("zone", zone)))) return NOTHING;
    var made = dayOf(match[1], match[2], match[3]);
    return made.lacking ? made : {values: made.values, certain: !zone};
  }

  function monthAlone(text, month) {
    var match = full("monthParts", text);
    if (match) {
      var number = Number(match[2] || match[3]);
      if (number < 1 || number > 12) return {values: [], lacking: say("months run from 01 to 12")};
      var meant = match[1] + "-" + two(number);
      if (month) return {values: [meant], certain: true};
      return {values: [], lacking: say("the day of the month is missing; look it up, and write {month}-DD", {month: meant})};
    }
    match = full("yearAlone", text);
    if (!match) return NOTHING;
    return {values: [], lacking: say("month and day are missing; look them up, and write them after {year}", {year: match[1]})};
  }

  function incomplete(text) {
    var match = full("withoutYear", text);
    if (match) {
      if (Number(match[1]) < 1 || Number(match[1]) > 12) return NOTHING;
      var written = two(Number(match[1])) + "-" + two(Number(match[2]));
      return {values: [], lacking: say("the year is missing; look it up, and write YYYY-{day}", {day: written})};
    }
    match = full("shortYear", text);
    var made = match ? dayOf("20" + match[1], match[2], match[3]) : NOTHING;
    if (!made.values.length) return NOTHING;
    return {values: [], lacking: say("write the year in four digits; if 20{year} is meant: {day}", {year: match[1], day: made.values[0]})};
  }

  function otherOrder(text) {
    var match = full("yearLast", text);
    if (!match) return NOTHING;
    var both = dayOf(match[3], match[1], match[2]).values.concat(dayOf(match[3], match[2], match[1]).values);
    return {values: both.filter(function (each, at) { return both.indexOf(each) === at; }), certain: false};
  }

  function spreadsheet(text) {
    var match = full("spreadsheet", text);
    if (!match || Number(match[1]) < known.spreadsheetFirst || Number(match[1]) > known.spreadsheetLast) return NOTHING;
    var day = new Date(known.spreadsheetStart + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + Number(match[1]));
    return {values: [day.toISOString().slice(0, 10)], certain: false};
  }

  function day(typed, month) {
    var text = arabic(plainly(typed)), match = full("dayParts", text) || full("compact", text);
    if (match) return wholeDay(match);
    return [monthAlone, incomplete, otherOrder, spreadsheet].reduce(function (found, read) {
      return found === NOTHING ? read(text, month) : found;
    }, NOTHING);
  }

  function quarter(typed) {
    var text = arabic(plainly(typed)).toUpperCase(), match = full("quarterParts", text);
    if (match) return {values: [(match[1] || match[4]) + "Q" + numberOf(match[1] ? match[2] : match[3])], certain: true};
    match = full("quarterAlone", text);
    if (!match) return NOTHING;
    return {values: [], lacking: say("the year is missing; write it before {quarter}", {quarter: "Q" + numberOf(match[1])})};
  }

  function number(typed, key) {
    var text = plainly(typed), months = key.endsWith("months");
    if (text === "半年" && months) return {values: ["6"], certain: true};
    var match = full("numberParts", text), found = match ? numberOf(match[1]) : null;
    if (found === null) return NOTHING;
    var unit = (match[2] || "").replace(/度$/, "");
    if (months && unit === "年") found *= 12;
    else if (unit && ["个月", "月"].includes(unit) !== ["month", "months", "probation_months"].includes(key)) {
      return {values: [String(found)], certain: false};
    }
    return {values: [String(found)], certain: true};
  }

  function isNone(typed) { return known.noValue.includes(plainly(typed).toLowerCase()) || known.noValue.includes(strip(typed)); }

  function flag(typed, key) {
    var label = plainly((huifang.data.keyLabels[key] || [""])[0]), bare = plainly(typed);
    var without = bare.replace(/^非/, "").replace(/^不是/, "");
    if (without.length > 1 && label.endsWith(without)) return {values: [without === bare ? "true" : "false"], certain: true};
    var found = Object.keys(known.flags).find(function (each) { return known.flags[each].includes(bare.toLowerCase()); });
    return found ? {values: [found], certain: true} : NOTHING;
  }

  function code(typed) {
    var match = /^([A-Z]{2,8})[-_]?([0-9]{4,6})$/.exec(plainly(typed).toUpperCase());
    return match ? {values: [match[1] + "-" + match[2]], certain: true} : NOTHING;
  }

  function prefix(typed) {
    var made = plainly(typed).toUpperCase();
    return full("prefix", made) ? {values: [made], certain: true} : NOTHING;
  }

  function organization(typed) {
    var made = strip(withoutInvisible(typed).normalize("NFKC")).toLowerCase().replace(/[\s_.]+/g, "-");
    return full("organization", made) ? {values: [made], certain: false} : NOTHING;
  }

  function isSpreadsheetDay(typed) { return spreadsheet(plainly(typed)) !== NOTHING; }

  huifang.meant = {
    full: full, neverShows: neverShows, isInvisible: isInvisible, halfWidth: halfWidth, seen: seen,
    unquoted: unquoted, plainly: plainly, characterName: characterName, day: day, quarter: quarter, number: number,
    isNone: isNone, flag: flag, code: code, prefix: prefix, organization: organization, lastDay: lastDay,
    isSpreadsheetDay: isSpreadsheetDay, numberOf: numberOf,
  };
})();
