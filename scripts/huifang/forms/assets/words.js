// Which word of a list was meant: by another spelling, by its label, by a part of it, or as near as no other.
(function () {
  "use strict";
  var huifang = window.huifang, data = huifang.data, known = data.reading, meant = huifang.meant, plainly = meant.plainly;
  var WIDE_QUOTES = /^[“”‘’＂＇「『"'](.*)[“”‘’＂＇」』"']$/u, BRACKETED = /[(（].*?[)）]/gu;
  var RANK = /^([正副])?(厅局|县处|乡科|[厅局县处乡科])级(?:([正副])职)?$/u;

  function blocks(one, other, from, to, begin, end, positions) {  // as difflib's: the longest run alike, then on both sides
    var best = [from, begin, 0], lengths = new Map();
    for (var i = from; i < to; i++) {
      var next = new Map();
      (positions.get(one[i]) || []).forEach(function (j) {
        if (j < begin || j >= end) return;
        var length = (lengths.get(j - 1) || 0) + 1;
        next.set(j, length);
        if (length > best[2]) best = [i - length + 1, j - length + 1, length];
      });
      lengths = next;
    }
    if (!best[2]) return 0;
    return best[2] + blocks(one, other, from, best[0], begin, best[1], positions) +
      blocks(one, other, best[0] + best[2], to, best[1] + best[2], end, positions);
  }

  function ratio(first, second) {
    var one = Array.from(first), other = Array.from(second), positions = new Map();
    other.forEach(function (char, at) { positions.set(char, (positions.get(char) || []).concat(at)); });
    if (other.length >= 200) {  // what stands everywhere says nothing
      positions.forEach(function (all, char) { if (all.length > Math.floor(other.length / 100) + 1) positions.delete(char); });
    }
    var length = one.length + other.length;
    return length ? 2 * blocks(one, other, 0, one.length, 0, other.length, positions) / length : 1;
  }

  function nearest(typed, words, like) {
    var best = 0, found = [];
    words.forEach(function (word) {
      var near = ratio(word, typed);
      if (near > best) { best = near; found = [word]; } else if (near === best) found.push(word);
    });
    return best >= like && found.length <= known.most ? found : [];
  }

  function inFull(word, label) { return [word].concat(label).filter(Boolean).map(plainly); }

  function spellings(word, label) {
    var said = [word].concat(label.map(function (each) { return each.replace(BRACKETED, ""); }));
    if (/^[0-9]+$/.test(word)) {
      said.push(word.padStart(2, "0"), word + ".0", "第" + word + "种");
      ["一", "二", "三", "四"].forEach(function (char) {
        if (meant.numberOf(char) === Number(word)) said.push(char, "第" + char + "种");
      });
    }
    return inFull(word, label).concat(said.filter(Boolean).map(plainly));
  }

  function ofFamily(typed, words) {
    var ending = words.filter(function (word) { return typed && word.endsWith(typed); });
    var families = ending.filter(function (word) {
      var begun = word.slice(0, word.length - typed.length);
      return words.filter(function (other) { return other.startsWith(begun); }).length > 1;
    });
    if (families.length) families = families.concat(words.filter(function (word) { return word.startsWith(typed); }));
    var wanted = families.length ? families : ending;
    var found = words.filter(function (word) { return wanted.includes(word); });
    return found.length <= known.most ? found : [];
  }

  function beginning(typed, words) {
    var found = words.filter(function (word) { return typed && word.startsWith(typed); });
    return found.length <= known.most ? found : [];
  }

  function same(bare, words, labels) {
    var found = words.filter(function (word) { return spellings(word, labels[word]).includes(bare); });
    if (!found.some(function (word) { return inFull(word, labels[word]).includes(bare); }) && found.length) {
      found = found.concat(ofFamily(bare, words));
    }
    return words.filter(function (word) { return found.includes(word); });
  }

  function rankMeant(bare) {
    var match = RANK.exec(bare), half = match ? match[1] || match[3] : "";
    if (!match || !half || (match[1] && match[3])) return bare;
    return (known.sameLevel[match[2]] || match[2]) + "级" + half + "职";
  }

  function wordMeant(typed, name) {
    var labels = data.labels[name] || {}, words = (data.words[name] || []).map(function (each) { return each[0]; });
    var bare = plainly(typed), quoted = WIDE_QUOTES.exec(bare);
    if (quoted) bare = quoted[1];
    var found = same(bare, words, labels);
    if (found.length) return {values: found, certain: found.length === 1};
    if (name === "rank") {
      var other = rankMeant(bare);
      return words.includes(other) ? {values: [other], certain: true} : {values: beginning(bare, words), certain: false};
    }
    var family = ofFamily(bare, words), begun = family.length ? family : beginning(bare, words);
    return {values: begun.length ? begun : nearest(bare, words, known.wordLike), certain: false};
  }

  function several(typed, name) {  // the words that one text holds, where it holds nothing else
    var parts = typed.split(/[、，,;；\/\s]+|和|及/).filter(Boolean).map(function (part) { return wordMeant(part, name); });
    if (parts.some(function (each) { return !each.certain; })) return [];
    return parts.map(function (each) { return each.values[0]; });
  }

  function organization(typed) {
    var bare = plainly(typed).toLowerCase().replace(/_/g, "-"), all = data.organizations;
    if (all.some(function (each) { return each.id === bare; })) return {values: [bare], certain: true};
    var names = all.map(function (each) {
      return {id: each.id, own: each.names.filter(Boolean).map(function (name) { return plainly(name).toLowerCase(); })};
    });
    function ids(found) { return found.map(function (each) { return each.id; }); }
    var alike = ids(names.filter(function (each) { return each.own.includes(bare); }));
    if (alike.length) return {values: alike, certain: alike.length === 1};
    var part = ids(names.filter(function (each) {
      return Array.from(bare).length > 1 && each.own.some(function (name) { return name.includes(bare) || bare.includes(name); });
    }));
    return {values: part.length && part.length <= known.most ? part : nearest(bare, ids(names), known.like), certain: false};
  }

  huifang.words = {meant: wordMeant, several: several, organization: organization};
})();
