// The text of the file and its ways out: copied, downloaded, put into a new file of the forge, proposed there.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data, make = huifang.controls.make;
  var LONGEST_LINK = 6000, SECRET = {
    identities: say("Names never belong into the common repository: put this file into the repository of names."),
    restricted: say("Restricted facts never belong into the common repository: put this file into their own repository."),
  };

  // Where the forge makes a new file; "" where none is known, or the file is not for it.
  function newFile(path, text) {
    var config = data.config, folder = path.slice(0, path.lastIndexOf("/")), name = path.slice(path.lastIndexOf("/") + 1);
    function parts(text) { return text.split("/").map(encodeURIComponent).join("/"); }
    if (!config.url) return "";
    var place = config.url + "/" + parts(config.project), at = parts(config.branch) + "/" + parts(folder);
    if (config.forge === "gitlab") return place + "/-/new/" + at + "?file_name=" + encodeURIComponent(name);
    if (config.forge === "gitea") return place + "/_new/" + at + "?filename=" + encodeURIComponent(name);
    var link = place + "/new/" + at + "?filename=" + encodeURIComponent(name), whole = link + "&value=" + encodeURIComponent(text);
    return whole.length <= LONGEST_LINK ? whole : link;
  }

  function copied(text) {  // the clipboard of the page where there is one, else the old way, which works from a folder too
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(function () { return oldWay(text); });
    }
    return oldWay(text);
  }

  function oldWay(text) {
    var area = make("textarea", {class: "offscreen", readonly: true, "aria-hidden": "true"}), focused = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    if (focused && focused.focus) focused.focus();
    return done ? Promise.resolve() : Promise.reject(huifang.failure(say("the browser does not let this page copy; mark the text and press Ctrl+C")));
  }

  function downloaded(text, name) {
    var address = URL.createObjectURL(new Blob([text], {type: "application/octet-stream"}));
    var link = make("a", {href: address, download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(address); }, 1000);
  }

  // The section with the text; `page` answers `ready()` (false, and it has shown why, where an error stands), text, path.
  function section(page) {
    var text = make("pre", {id: "text", tabindex: "0", "aria-label": say("text of the file")}), place = make("p", {id: "place"});
    var said = make("p", {id: "said", role: "status"}), buttons = make("div", {class: "buttons"});

    function button(label, id, act) {
      var made = make("button", {type: "button", id: id}, label);
      made.addEventListener("click", function () {
        said.textContent = "";
        if (page.ready()) act();
      });
      buttons.append(made);
      return made;
    }

    function tell(sentence) { said.textContent = sentence; }

    function copyThen(sentence) {
      copied(page.text()).then(function () { page.saved(); tell(sentence); }, function (problem) { tell(problem.sentence || String(problem)); });
    }

    button(say("copy the text"), "copy", function () { copyThen(say("copied: {lines} lines", {lines: page.text().split("\n").length - 1})); });
    button(say("download the file"), "download", function () {
      var name = page.path().split("/").pop();
      downloaded(page.text(), name);
      page.saved();
      tell(say("{name} was downloaded; put it into {path}", {name: name, path: page.shownPath()}));
    });
    if (data.config.url && !page.secret) {
      button(say("open the forge's new file"), "new-file", function () {
        copyThen(say("the text is copied: paste it into the new file if it is empty there"));  // first: then the page has no focus
        window.open(newFile(huifang.placing.inRepository(page.path()), page.text()), "_blank", "noopener,noreferrer");
      });
    }
    var made = make("section", {id: "result", "aria-labelledby": "result-title"}, make("h2", {id: "result-title"}, say("text of the file")),
                    page.secret ? make("p", {class: "secret"}, SECRET[page.secret]) : null, place, text, buttons, said);

    function show() {
      var where = page.path();
      text.textContent = page.text();
      place.textContent = where ? say("put it at {path}", {path: page.shownPath()}) : say("the place is known when person, day or body are filled in");
    }

    return {element: made, show: show};
  }

  huifang.waysOut = {section: section};
})();
