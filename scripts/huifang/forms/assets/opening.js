// An existing record in the form: its text pasted, its file chosen, or handed over by the forge's bar.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data, make = huifang.controls.make;

  function decoded(bytes) {
    try {
      return new TextDecoder("utf-8", {fatal: true}).decode(bytes);
    } catch (problem) {
      throw huifang.failure(say("the file is not UTF-8; {fix}", {fix: say("save the file as UTF-8")}));
    }
  }

  // What a file's path or name says: {code, name, district}; as far as it says anything.
  function placeOf(path) {
    var parts = path.split("/"), stem = parts[parts.length - 1].replace(/\.(md|yml)$/, ""), found = {stem: stem};
    if (huifang.meant.full("reference", stem)) found.name = stem;
    if (parts.length >= 3 && huifang.meant.full("code", parts[parts.length - 2])) {
      found.code = parts[parts.length - 2];
      found.district = parts[parts.length - 3];
    }
    if (huifang.meant.full("code", stem)) {
      found.code = stem;
      if (parts.length >= 2) found.district = parts[parts.length - 2];
    }
    if (/(^|\/)identities\/[a-z0-9-]+\.yml$/.test(path)) found.district = stem;
    return found;
  }

  function atTheFoot() {  // the forge's bar stands below a long form, and is not looked for there
    return make("p", {class: "hint"}, make("a", {href: "#forge"}, say("It can also be fetched from the forge: sign in at the foot of this page.")));
  }

  // `load(text, place)` puts the record into the form, or throws a sentence.
  function section(page, hasForge) {
    var said = make("p", {class: "error", role: "alert", id: "opening-said"}), paste = make("textarea", {id: "paste", rows: "6", spellcheck: "false"});
    var file = make("input", {type: "file", id: "file", accept: ".md,.yml"}), read = make("button", {type: "button", id: "read"}, say("read this text"));
    var made = make("details", {id: "opening"}, make("summary", {}, say("change a record that exists")),
      make("p", {class: "hint"}, say("Choose the file from your copy of the register, or paste its whole text. Nothing is sent anywhere.")), hasForge ? atTheFoot() : null,
      make("div", {class: "field"}, make("label", {for: "file"}, say("file")), file),
      make("div", {class: "field"}, make("label", {for: "paste"}, say("or its text")), paste, read), said);

    function tried(text, place) {
      said.textContent = "";
      if (page.dirty() && !window.confirm(say("what is filled in goes; read the other record?"))) return;
      try {
        page.load(text, place);
        made.open = false;
      } catch (problem) {
        if (!problem.sentence) throw problem;
        said.textContent = problem.sentence;
      }
    }

    read.addEventListener("click", function () { tried(paste.value, {}); });
    file.addEventListener("change", function () {
      var chosen = file.files[0];
      if (!chosen) return;
      chosen.arrayBuffer().then(function (bytes) {
        file.value = "";
        try {
          tried(decoded(bytes), placeOf(chosen.name));
        } catch (problem) {
          said.textContent = problem.sentence || String(problem);
        }
      });
    });
    return made;
  }

  huifang.opening = {section: section, placeOf: placeOf};
})();
