// The bar of the code platform on a form: signing in, fetching a record, proposing it, and what came of it as a sentence with a link.
// `form` gives path(), text() (null where it is not complete), filled(), and takes load(path, text) and saved().
"use strict";
(function () {
  var huifang = window.huifang = window.huifang || {};

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
    var browser = made("button", {type: "button", className: "hf-forge-sign-in"}, text_of("bar-sign-in"));
    var token = made("input", {type: "password", autocomplete: "off", spellcheck: false, className: "hf-forge-token"});
    var use = made("button", {type: "button", className: "hf-forge-use-token"}, text_of("bar-use-token"));
    var who = made("p", {className: "hf-forge-user"}), leave = made("button", {type: "button", className: "hf-forge-sign-out"}, text_of("bar-sign-out"));
    var wanted = made("input", {type: "text", autocomplete: "off", spellcheck: false, className: "hf-forge-path"});
    var fetch_it = made("button", {type: "button", className: "hf-forge-fetch"}, text_of("bar-fetch"));
    var propose = made("button", {type: "button", className: "hf-forge-propose"}, text_of("bar-propose"));
    var outside = made("div", {className: "hf-forge-outside"}), inside = made("div", {className: "hf-forge-inside"});
    var only = client.whyTokenOnly(), insecure = client.whyInsecure();

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
    fetch_it.addEventListener("click", function () {
      var path = wanted.value.trim() || form.path() || "";
      working([fetch_it, propose], async function () {
        if (form.filled() && !window.confirm(text_of("bar-replace"))) return;
        tell("progress", text_of("bar-fetching", {path: path}));
        var found = await client.read(path);
        if (!found) { tell("wrong", text_of("bar-not-there", {path: path})); return; }
        form.load(path, found.text);
        fetched = {path: path, version: found.version};
        tell("done", text_of("bar-fetched", {path: path}));
      });
    });
    propose.addEventListener("click", function () {
      working([fetch_it, propose], async function () {
        var text = form.text(), path = text && form.path();  // the text first: asking for it marks what is missing
        if (!path) { tell("wrong", text_of("bar-incomplete")); return; }
        var version = fetched && fetched.path === path ? fetched.version : null;
        var done = await client.propose({path: path, text: text, version: version}, function (step) { tell("progress", text_of(step)); });
        if (form.saved) form.saved();  // closing the page asks no more
        tell("done", text_of(done.existed ? "bar-existed" : "bar-proposed"), done.url);
      });
    });

    said.setAttribute("role", "status");
    browser.hidden = Boolean(only);
    if (insecure) outside.append(made("p", {className: "hf-forge-insecure"}, insecure));
    if (only) outside.append(made("p", {className: "hf-forge-only"}, only));
    outside.append(browser, labelled("bar-token", token), use, made("p", {className: "hf-forge-hint"}, text_of("bar-token-hint")));
    inside.append(who, leave, labelled("bar-fetch-path", wanted), fetch_it, propose);
    element.append(made("h2", {}, text_of("bar-title")), outside, inside, said);
    show();
    return client;
  }

  huifang.forgeBar = bar;
})();
