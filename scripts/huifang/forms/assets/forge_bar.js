// The bar of the code platform on a form: signing in, fetching a record, proposing it, and what came of it as a sentence with a link.
// `form` gives path(), text() (null where it is not complete), filled(), record() (another one after every new beginning),
// paths() (those that were there when the site was made), and takes load(path, text) and saved().
"use strict";
(function () {
  var huifang = window.huifang = window.huifang || {};
  var OFFERED = 50;  // records offered while somebody types

  function fitting(paths, typed) {  // those in which every word that was typed stands
    var words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    return paths.filter(function (path) { return words.every(function (word) { return path.toLowerCase().includes(word); }); });
  }

  function made(tag, more, text) {
    var element = Object.assign(document.createElement(tag), more);
    if (text) element.textContent = text;
    return element;
  }

  function link_to(url, text, origin) {  // a link to the forge itself, or none
    try {
      var found = new URL(url);
      if (found.origin !== origin || !/^https?:$/.test(found.protocol)) return "";
      return made("a", {href: found.href, target: "_blank", rel: "noopener noreferrer"}, text);
    } catch (_) {
      return "";
    }
  }

  function bar(element, config, say, form) {
    var client = huifang.forge.connect(config, say), fetched = null, origin = new URL(config.url).origin;
    var words = {forge: origin, project: config.project, target: config.branch, scope: client.scope};
    var text_of = function (key, more) { return say(key, Object.assign({}, words, {user: client.user}, more)); };
    var said = made("p", {className: "hf-forge-said"});
    var browser = button("bar-sign-in"), use = button("bar-use-token"), leave = button("bar-sign-out", "small");
    var token = made("input", {type: "password", autocomplete: "off", spellcheck: false, className: "hf-forge-token"});
    var who = made("p", {className: "hf-forge-user"});
    var wanted = made("input", {type: "text", autocomplete: "off", spellcheck: false, className: "hf-forge-path"});
    var offers = made("datalist", {id: "hf-forge-paths"});
    var fetch_it = button("bar-fetch"), propose = button("bar-propose");
    var by_token = made("details", {className: "hf-forge-by-token"}), outside = made("div", {className: "hf-forge-outside"});
    var inside = made("div", {className: "hf-forge-inside"}), only = client.whyTokenOnly(), insecure = client.whyInsecure();

    function button(key, more) {
      return made("button", {type: "button", className: key.replace("bar-", "hf-forge-") + (more ? " " + more : "")}, text_of(key));
    }
    function box(name, parts) {
      var box = made("div", {className: name});
      box.append.apply(box, parts);
      return box;
    }
    function hint(key) { return made("p", {className: "hint"}, text_of(key)); }
    function chosen() {  // the path that is meant; a whole path is taken as it is, for the site may be older than the record
      var typed = wanted.value.trim();
      if (!typed) return form.path() || "";
      if (typed.includes("/")) return typed;
      var found = fitting(form.paths(), typed);
      if (found.length === 1) return found[0];
      tell("wrong", found.length ? text_of("bar-several", {n: found.length, paths: found.slice(0, 3).join(", ")}) : text_of("bar-none", {typed: typed}));
      return null;
    }
    function labelled(key, input) {
      var label = made("label", {}, text_of(key));
      label.append(input);
      return label;
    }
    function tell(kind, text, url, shown) {
      said.className = "hf-forge-said hf-forge-" + kind;
      said.textContent = text;
      if (url) said.append(" ", link_to(url, shown || url, origin));
    }
    function show() {
      outside.hidden = client.signedIn;
      inside.hidden = !client.signedIn;
      who.textContent = client.signedIn ? text_of("bar-signed-in") + (client.mayPush === false ? " " + text_of("read-only") : "") : "";
    }
    async function working(buttons, work) {  // one thing at a time; a failure is told where the progress stood
      buttons.forEach(function (button) { button.disabled = true; });
      tell("progress", "");
      try {
        await work();
      } catch (error) {
        tell("wrong", error.sentence || text_of("strange"), error.link, text_of("bar-by-hand"));
      } finally {
        buttons.forEach(function (button) { button.disabled = false; });
        show();
      }
    }
    function sign_in(given, key) {
      tell("progress", text_of(key));
      return client.signIn(given).then(function () { tell("done", ""); });
    }

    browser.addEventListener("click", function () { working([], function () { return sign_in({}, "bar-waiting"); }); });
    use.addEventListener("click", function () {
      var typed = token.value;
      token.value = "";
      working([use], function () { return sign_in({token: typed}, "bar-checking"); });
    });
    token.addEventListener("keydown", function (event) { if (event.key === "Enter" && !event.isComposing) use.click(); });
    leave.addEventListener("click", function () { client.signOut(); tell("done", ""); show(); });
    wanted.addEventListener("input", function () {
      offers.textContent = "";
      fitting(form.paths(), wanted.value).slice(0, OFFERED).forEach(function (path) { offers.append(made("option", {value: path})); });
    });
    fetch_it.addEventListener("click", function () {
      working([fetch_it, propose], async function () {
        var path = chosen();
        if (path === null) return;
        if (form.filled() && !window.confirm(text_of("bar-replace"))) return;
        tell("progress", text_of("bar-fetching", {path: path}));
        var found = await client.read(path);
        if (!found) { tell("wrong", text_of("bar-not-there", {path: path})); return; }
        form.load(path, found.text);
        fetched = {path: path, version: found.version, record: form.record()};
        tell("done", text_of("bar-fetched", {path: path}));
      });
    });
    propose.addEventListener("click", function () {
      working([fetch_it, propose], async function () {
        var text = form.text(), path = text && form.path();  // the text first: asking for it marks what is missing
        if (!path) { tell("wrong", text_of("bar-incomplete")); return; }
        var same = fetched && fetched.path === path && fetched.record === form.record();  // else it may not replace what is there
        var version = same ? fetched.version : null;
        var done = await client.propose({path: path, text: text, version: version}, function (step) { tell("progress", text_of(step)); });
        if (form.saved) form.saved();  // closing the page asks no more
        tell("done", text_of(done.existed ? "bar-existed" : "bar-proposed"), done.url);
      });
    });

    said.setAttribute("role", "status");
    wanted.setAttribute("list", offers.id);
    browser.hidden = Boolean(only);
    by_token.open = Boolean(only);
    if (insecure) outside.append(made("p", {className: "hf-forge-insecure error"}, insecure));
    if (only) outside.append(made("p", {className: "hf-forge-only"}, only));
    by_token.append(made("summary", {}, text_of("bar-by-token")), box("field", [labelled("bar-token", token), hint("bar-token-hint")]), box("buttons", [use]));
    outside.append(hint("bar-about"), box("buttons", [browser]), by_token);
    inside.append(box("line", [who, leave]), box("buttons", [propose]),
      box("field", [labelled("bar-fetch-path", wanted), offers, hint("bar-fetch-hint")]), box("buttons", [fetch_it]));
    element.append(made("h2", {}, text_of("bar-title")), outside, inside, said);
    show();
    return client;
  }

  huifang.forgeBar = bar;
})();
