// What a text finds: parts of names, codes, numbers and sections as typed, variants of a character as one, pinyin of names.
"use strict";
(function () {
  var DOTS = /[·•‧・･⋅∙．.]/g, OPEN = /[\[〔【]/g, CLOSE = /[\]〕】]/g, SKIPPED = /[\s\-‐‑‒–—−'’\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]|\udb40[\udd00-\uddef]/g;
  var LATIN = /^[a-z]{2,}$/;
  var standard = new Map(), variants = null, each_folded = new Map();

  function learn(pairs) {
    each_folded.clear();
    var chars = Array.from(pairs);
    for (var at = 0; at + 1 < chars.length; at += 2) standard.set(chars[at], chars[at + 1]);
    variants = standard.size ? new RegExp("[" + Array.from(standard.keys()).join("") + "]", "gu") : null;
  }

  // A text as it is compared: full width as ASCII, one middle dot, one kind of brackets, standard characters, small
  // letters, no hyphens or spaces.
  function folded(text) {
    var plain = text.normalize("NFKC").replace(DOTS, "·").replace(OPEN, "(").replace(CLOSE, ")").replace(SKIPPED, "").toLowerCase();
    return variants ? plain.replace(variants, function (char) { return standard.get(char); }) : plain;
  }

  function query(text) {
    var words = text.trim().split(/\s+/).map(folded).filter(Boolean);
    return {text: text.trim(), words: words, whole: words.join("")};
  }

  // Whether letters are the pinyin of characters from one on: whole syllables, initials, the last one begun.
  function spelt(letters, from, sounds, at) {
    if (from === letters.length) return true;
    if (at === sounds.length) return false;
    return sounds[at].some(function (sound) {
      var rest = letters.length - from, double = /^[zcs]h/.test(sound) ? 2 : 0;
      if (sound.length >= rest && sound.slice(0, rest) === letters.slice(from)) return true;
      if (letters.startsWith(sound, from) && spelt(letters, from + sound.length, sounds, at + 1)) return true;
      if (double && letters.startsWith(sound.slice(0, 2), from) && spelt(letters, from + 2, sounds, at + 1)) return true;
      return sound[0] === letters[from] && spelt(letters, from + 1, sounds, at + 1);
    });
  }

  // From which character of a name letters are its pinyin; -1 where they are not.
  function heard(entry, letters, readings) {
    if (!entry.spoken || !LATIN.test(letters)) return -1;
    entry.sounds = entry.sounds || Array.from(entry.spoken).map(function (char) { return readings.get(char) || [char]; });
    for (var at = 0; at < entry.sounds.length; at += 1) if (spelt(letters, 0, entry.sounds, at)) return at;
    return -1;
  }

  function spoken(name) { return folded(name).replace(/[^\p{L}\p{N}]/gu, ""); }

  function Finder() { this.readings = new Map(); this.kinds = []; this.of = {}; }

  Finder.prototype.hear = function (syllables) {
    var readings = this.readings;
    Object.keys(syllables).forEach(function (syllable) {
      var sounds = syllable.indexOf("v") < 0 ? [syllable] : [syllable, syllable.replace("v", "u")];
      Array.from(syllables[syllable]).forEach(function (char) { readings.set(char, (readings.get(char) || []).concat(sounds)); });
    });
  };

  // People, units, helpers, documents, pages; `keys` is what must be meant, `all` what may narrow it.
  Finder.prototype.know = function (data) {
    var finder = this;
    learn(data.variants);
    finder.hear(data.readings);
    finder.kinds = data.kinds; finder.words = data.words; finder.day = data.day; finder.named = data.named;
    data.kinds.forEach(function (kind) { finder.of[kind[0]] = []; });
    finder.of.people = data.people.map(function (each) {
      var name = folded(each[1]), code = folded(each[0]), unit = data.units[each[2]];
      return {code: each[0], name: each[1], unit: unit, documents: each[3], key: name, first: code, spoken: spoken(each[1]),
              keys: [code, name, folded(unit)].concat(each[3].map(folded)).join("\n")};
    });
    Object.keys(data.entries).forEach(function (kind) {
      finder.of[kind] = data.entries[kind].map(function (each) {
        var key = folded(each[0]);
        return {name: each[0], told: each[1], uri: each[2], key: key, spoken: data.spoken.indexOf(kind) >= 0 ? spoken(each[0]) : "",
                keys: key + (each[3] ? "\n" + folded(each[3]) : ""), all: key + "\n" + folded(each[1])};
      });
    });
  };

  Finder.prototype.read = function (data) {
    var finder = this;
    learn(data.variants);
    data.pages.forEach(function (page) {
      page[3].forEach(function (section) {
        var key = folded(section[1]), keys = key + "\n" + folded(section[2]);
        finder.of[page[0]].push({name: section[1] || page[2], page: section[1] && section[1] !== page[2] ? page[2] : "", text: section[2],
                                 uri: page[1] + (section[0] ? "#" + section[0] : ""), key: key, keys: keys, all: keys + "\n" + folded(page[2])});
      });
    });
  };

  Finder.prototype.holds = function (entry, word, part) {
    return part.indexOf(word) >= 0 || heard(entry, word, this.readings) >= 0;
  };

  Finder.prototype.matches = function (entry, asked) {
    var finder = this, every = entry.all || entry.keys;
    if (finder.holds(entry, asked.whole, entry.keys)) return true;
    return asked.words.length > 1 && asked.words.some(function (word) { return finder.holds(entry, word, entry.keys); }) &&
      asked.words.every(function (word) { return entry.keys.indexOf(word) >= 0 || finder.holds(entry, word, every); });
  };

  Finder.prototype.rank = function (entry, asked) {
    if (entry.key === asked.whole || entry.first === asked.whole) return 0;
    if (entry.key.startsWith(asked.whole)) return 1;
    if (entry.key.indexOf(asked.whole) >= 0) return 2;
    return heard(entry, asked.whole, this.readings) === 0 ? 3 : 4;
  };

  // The entries of a kind that a text finds, the nearest first.
  Finder.prototype.find = function (kind, asked) {
    var finder = this, found;
    if (!asked.words.length) return [];
    found = finder.of[kind].filter(function (entry) { return finder.matches(entry, asked); });
    found.forEach(function (entry, at) { entry.rank = finder.rank(entry, asked); entry.at = at; });
    return found.sort(function (a, b) { return a.rank - b.rank || a.at - b.at; });
  };

  function folded_char(char) {
    if (!each_folded.has(char)) each_folded.set(char, folded(char));
    return each_folded.get(char);
  }

  // The parts of a text, those that were asked for as [part, true]; at most `around` characters beside the first.
  Huifang.marked = function (text, asked, around) {
    var told = "", places = [], spans = [], parts = [], at = 0, first;
    Array.from(text).forEach(function (char) {
      var plain = folded_char(char);
      for (var unit = 0; unit < plain.length; unit += 1) places.push([at, at + char.length]);
      told += plain;
      at += char.length;
    });
    [asked.whole].concat(asked.words).filter(Boolean).forEach(function (word) {
      for (var found = told.indexOf(word); found >= 0; found = told.indexOf(word, found + word.length)) spans.push([places[found][0], places[found + word.length - 1][1]]);
    });
    spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    first = around && spans.length ? Math.max(0, spans[0][0] - around) : 0;
    var last = around ? Math.min(text.length, (spans.length ? spans[0][1] : 0) + 2 * around) : text.length;
    if (first && /[\udc00-\udfff]/.test(text[first])) first -= 1;
    if (last < text.length && /[\udc00-\udfff]/.test(text[last])) last += 1;
    at = first;
    if (first) parts.push(["…", false]);
    spans.forEach(function (span) {
      if (span[0] < at || span[1] > last) return;
      parts.push([text.slice(at, span[0]), false], [text.slice(span[0], span[1]), true]);
      at = span[1];
    });
    parts.push([text.slice(at, last) + (last < text.length ? "…" : ""), false]);
    return parts.filter(function (part) { return part[0]; });
  };

  Huifang.query = query;

  // The finder of this site: of people and names alone, or with all sections.
  Huifang.finder = function (root, whole) {
    Huifang.known = Huifang.known || Huifang.load(root + "search/data.js").then(function (data) {
      var finder = new Finder();
      finder.know(data);
      return finder;
    });
    Huifang.known.catch(function () { Huifang.known = null; });
    if (!whole) return Huifang.known;
    return Promise.all([Huifang.known, Huifang.load(root + "search/sections.js")]).then(function (both) {
      if (!both[0].whole) { both[0].whole = true; both[0].read(both[1]); }
      return both[0];
    });
  };
})();
