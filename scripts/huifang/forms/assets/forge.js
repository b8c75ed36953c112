// From a filled form to a merge request: one client for all forges, which looks before it writes and never writes over anything.
// The token lives in a variable of this file and leaves it in one header alone; every failure is an Error with a sentence.
"use strict";
(function () {
  var huifang = window.huifang = window.huifang || {};
  var PATIENCE = 30 * 1000, SUFFIXES = 20;
  var HELD = /^(people|plans|organizations)\//;  // what a forge may be sent; names and restricted facts lie elsewhere
  var PART = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
  var TITLES = [  // what the path of a record says of it: nothing else stands in titles, branches and messages
    [/^people\/[^/]+\/([^/]+)\/(\d{4}-\d{2}-\d{2})-visit(?:-\d+)?\.md$/, "title-visit"],
    [/^people\/[^/]+\/([^/]+)\/(\d{4}-\d{2}-\d{2})-talk(?:-\d+)?\.md$/, "title-talk"],
    [/^people\/[^/]+\/([^/]+)\/person\.md$/, "title-person"],
    [/^plans\/([^/]+)\.yml$/, "title-plan"],
    [/^organizations\/([^/]+)\.yml$/, "title-organizations"],
  ];
  var STATUS = {401: "token-refused", 403: "forbidden", 404: "no-project", 413: "too-large", 423: "archived", 429: "busy"};
  var PLAIN = {401: true, 413: true, 429: true};  // what a gateway says in the platform's stead, in HTML, and means the same
  var UNSURE = {"no-answer": true, "trouble": true, "no-json": true};  // the commit may stand on the forge all the same
  var LOOKED_INTO = {"refused": true, "no-project": true};  // answers to a commit that looking at the forge again can explain

  function well_formed(path) {
    return path.length <= 200 && path.split("/").every(function (part) { return PART.test(part) && !part.includes(".."); });
  }

  function title_of(path) {
    for (var row of TITLES) {
      var found = row[0].exec(path);
      if (found) return {key: row[1], code: found[1], day: found[2] || ""};
    }
    return null;
  }

  function branch_of(path) {  // entry-ja-0007-2026-03-20-talk: ASCII, no slash, so that no forge and no proxy reads it otherwise
    return "entry-" + path.split("/").slice(-2).join("-").replace(/\.[a-z]+$/, "").toLowerCase();
  }

  function reason_of(data) {  // what a forge says, as plain text of one line
    var said = (data && (data.message || data.error_description || data.error)) || "";
    return (typeof said === "string" ? said : JSON.stringify(said)).replace(/\s+/g, " ").slice(0, 200);
  }

  function lacks_scope(data) {
    return /insufficient_scope|required scope|not accessible by|higher privileges/i.test(JSON.stringify(data || ""));
  }

  function connect(config, say) {
    var token = null, user = "", may_push = null, api = null;
    var own = {};  // user and path -> the branch that this page has begun for them, and whether its request was opened
    var running = null;  // the record that is being sent, and the promise of its answer
    var origin = new URL(config.url).origin;

    function fail(key, more) {
      var values = Object.assign({forge: origin, project: config.project, target: config.branch, user: user, scope: api ? api.scope : "", page: location.origin}, more);
      var error = new Error(say(key, values));
      error.key = key;
      error.sentence = error.message;
      error.link = values.link || null;
      return error;
    }

    async function answered(url, options) {  // the answer with its JSON; no cookie goes along, no redirect is followed
      var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, PATIENCE), answer, text;
      var common = {credentials: "omit", cache: "no-store", redirect: "manual", referrerPolicy: "no-referrer", signal: stop.signal};
      try {
        answer = await fetch(url, Object.assign(common, options));
        if (answer.type === "opaqueredirect") throw fail("moved");
        text = await answer.text();
      } catch (error) {
        throw error.key ? error : fail("no-answer");
      } finally {
        clearTimeout(timer);
      }
      try {
        return {answer: answer, data: JSON.parse(text)};
      } catch (_) {
        return {answer: answer, data: undefined};
      }
    }

    async function ask(method, path, more) {
      if (token === null) throw fail("not-signed-in");
      var options = {method: method, headers: {Authorization: "Bearer " + token, Accept: "application/json"}};
      if (more && more.body) {
        options.body = JSON.stringify(more.body);
        options.headers["Content-Type"] = "application/json";
      }
      var got = await answered(config.api + path, options), status = got.answer.status;
      if (got.answer.ok && got.data !== undefined) return got.data;
      if (status === 404 && more && more.missing && got.data !== undefined) return null;
      throw refusal(status, got);
    }

    function refusal(status, got) {
      if (status === 401) sign_out();
      if (status >= 500) return fail("trouble", {status: status});
      if (got.data === undefined && !PLAIN[status]) return fail("no-json", {status: status});
      if (status === 403 && /rate limit/i.test(reason_of(got.data))) return fail("busy");
      if (status === 403 && lacks_scope(got.data)) return fail("scope");
      return STATUS[status] ? fail(STATUS[status]) : fail("refused", {status: status, reason: reason_of(got.data)});
    }

    async function sensible(work) {  // an answer of another form than the documented one is a sentence too
      try {
        return await work();
      } catch (error) {
        throw error.key ? error : fail(error.message === "too-many-names" ? "too-many-names" : "strange");
      }
    }

    function full(path) { return config.folder ? config.folder + "/" + path : path; }

    function sign_out() { token = null; user = ""; may_push = null; }

    function mine(record) { return user + " " + record.path; }

    async function from_forge() {  // authorize opens the window before anything is waited for
      var asked, got;
      try {
        asked = await huifang.signIn.authorize(config);
      } catch (error) {
        throw fail(error.message);
      }
      got = await answered(asked.url, {method: "POST", body: asked.form, headers: {Accept: "application/json"}});
      if (got.answer.status >= 500) throw fail("trouble", {status: got.answer.status});
      if (!got.data) throw fail("no-json", {status: got.answer.status});
      if (!got.answer.ok) throw fail("sign-in-refused", {status: got.answer.status, reason: reason_of(got.data)});
      return got.data.access_token;
    }

    async function signed_in(given) {
      var held = given && given.token !== undefined ? String(given.token).trim() : await from_forge();
      if (typeof held !== "string" || !/^[\x21-\x7e]{8,4096}$/.test(held)) throw fail("token-shape");
      sign_out();
      token = held;
      try {
        user = String(await api.user());
        may_push = await api.mayPush();
        if (!await api.hasBranch(config.branch)) throw fail("no-branch");
      } catch (error) {
        sign_out();
        throw error;
      }
      return user;
    }

    function checked(path) {
      if (!HELD.test(path)) throw fail("not-for-forge", {path: path});
      if (!well_formed(path) || !title_of(path)) throw fail("odd-path", {path: path});
    }

    async function now(record) {  // what stands on the target branch has to be what the form began with
      var there = await api.read(full(record.path), config.branch), values = {path: full(record.path)};
      if (there && there.text === record.text) throw fail("unchanged", values);
      if (there && !record.version) throw fail("taken", values);
      if (!there && record.version) throw fail("gone", values);
      if (there && there.version !== record.version) throw fail("changed", values);
    }

    async function place(record) {  // the branch to use: ours from before, one that holds this very text, or the next free name
      var base = branch_of(record.path), begun = own[mine(record)];
      for (var number = 1; number <= SUFFIXES; number += 1) {
        var name = number === 1 ? base : base + "-" + number;
        if (!await api.hasBranch(name)) return {branch: name, start: config.branch, version: record.version || null};
        var there = await api.read(full(record.path), name);
        if (there && there.text === record.text) return {branch: name, done: true};
        if (begun && begun.branch === name && (!begun.opened || await api.opened(name))) return {branch: name, start: null, version: there ? there.version : null};
      }
      throw fail("branches-taken", {branch: base});
    }

    async function written(record, title, again) {  // the branch with the file; where somebody was faster, once more from looking
      var spot = await place(record), key = mine(record);
      if (spot.done) return spot.branch;
      try {
        await api.commit(Object.assign({path: full(record.path), text: record.text, message: title}, spot));
      } catch (error) {
        if (UNSURE[error.key]) own[key] = {branch: spot.branch, opened: false};
        if (!LOOKED_INTO[error.key] && error.message !== "raced") throw error;
        await now(record);
        if (again || !spot.start || !await api.hasBranch(spot.branch)) throw error;
        return written(record, title, true);
      }
      own[key] = {branch: spot.branch, opened: false};
      return spot.branch;
    }

    async function requested(branch, title, description) {
      try {
        var there = await api.opened(branch);
        if (there) return {url: api.link(there), branch: branch, existed: true};
        return {url: api.link(await api.open(branch, title, description)), branch: branch, existed: false};
      } catch (error) {
        var why = error.key ? error.sentence : fail("strange").sentence;
        throw fail("half-done", {branch: branch, why: why, link: api.byHand(branch)});
      }
    }

    async function proposed(record, told) {
      checked(record.path);
      if (token === null) throw fail("not-signed-in");
      var about = title_of(record.path);
      var title = say(record.version ? "title-changed" : "title-new", {what: say(about.key, about)});
      var description = say("description", {path: full(record.path)});
      told("step-look");
      await now(record);
      told("step-commit");
      var branch = await written(record, title, false);
      told("step-request");
      var done = await requested(branch, title, description);
      own[mine(record)] = {branch: branch, opened: true};  // once it is merged or closed, the branch is not ours to go on with
      return done;
    }

    function propose(record, told) {  // a second click waits for the first one's answer
      if (running) {
        var same = running.record.path === record.path && running.record.text === record.text, again = function () { return propose(record, told); };
        return same ? running.answer : running.answer.then(again, again);
      }
      var answer = sensible(function () { return proposed(record, told || function () {}); });
      running = {record: record, answer: answer};
      answer.then(function () { running = null; }, function () { running = null; });
      return answer;
    }

    if (!huifang.forgeApis[config.forge]) throw fail("odd-forge");
    api = huifang.forgeApis[config.forge](config, ask);
    return {
      get signedIn() { return token !== null; },
      get user() { return user; },
      get scope() { return api.scope; },
      get mayPush() { return may_push; },
      whyTokenOnly: function () { var key = huifang.signIn.whyNot(config); return key && fail(key).sentence; },
      whyInsecure: function () {
        var url = new URL(config.url), near = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
        return url.protocol === "http:" && !near ? fail("insecure").sentence : null;
      },
      signIn: function (given) { return sensible(function () { return signed_in(given); }); },
      signOut: sign_out,
      read: function (path) { return sensible(async function () { checked(path); return api.read(full(path), config.branch); }); },
      names: function (folder) {
        return sensible(async function () {
          if (!HELD.test(folder + "/") || !well_formed(folder)) throw fail("not-for-forge", {path: folder});
          return api.names(full(folder), config.branch);
        });
      },
      propose: propose,
    };
  }

  huifang.forge = {connect: connect};
})();
