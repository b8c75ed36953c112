// What each forge's API is asked, by its documentation: one table of the same questions for GitLab, Gitea (and Forgejo), and GitHub.
// `ask(method, path, {body, missing})` gives the JSON, or null for 404 where `missing` says that this is an answer.
"use strict";
(function () {
  var huifang = window.huifang = window.huifang || {};
  var PAGE = 100, PAGES = 100;  // entries a page: the most that GitLab gives; pages: an end to a forge that never ends
  var CONTENTS = 1000;  // GitHub lists no more entries of a folder than these

  function text_of(base64) {  // strict: what is no UTF-8 is no record
    var bytes = Uint8Array.from(atob(base64.replace(/\s/g, "")), function (sign) { return sign.charCodeAt(0); });
    return new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(bytes);
  }

  function base64_of(text) {
    var signs = "";
    new TextEncoder().encode(text).forEach(function (byte) { signs += String.fromCharCode(byte); });
    return btoa(signs);
  }

  function parts(path) { return path.split("/").map(encodeURIComponent).join("/"); }

  function query(values) { return "?" + new URLSearchParams(values); }

  function file(data, version) {  // a folder, a link or a file too large to be sent is no file that can be edited here
    if (typeof data.content !== "string" || data.encoding !== "base64" || typeof data[version] !== "string") throw new Error("no-file");
    return {text: text_of(data.content), version: data[version]};
  }

  function number(data, key) {
    if (!data || !Number.isInteger(data[key]) || data[key] < 1) throw new Error("no-number");
    return data[key];
  }

  function entries(found) {
    if (!Array.isArray(found)) throw new Error("no-list");
    return found;
  }

  async function paged(asked) {  // page by page until an empty one: headers that count pages cannot always be read from another origin
    var all = [];
    for (var page = 1; page <= PAGES; page += 1) {
      var some = entries(await asked(page) || []);
      if (!some.length) return all;
      all = all.concat(some);
    }
    throw new Error("too-many-names");
  }

  function name_of(entry) { return entry.name; }

  function first(found, key) { return found.length ? number(found[0], key) : null; }

  function gitlab(config, ask) {
    var project = "/projects/" + encodeURIComponent(config.project), files = project + "/repository/files/", home = config.url + "/" + config.project + "/-/";
    return {
      scope: "api",
      user: async function () { return (await ask("GET", "/user")).username; },
      mayPush: async function () {
        var held = (await ask("GET", project)).permissions || {};
        var levels = [held.project_access, held.group_access].filter(Boolean).map(function (access) { return access.access_level; });
        return levels.length ? Math.max.apply(null, levels) >= 30 : null;  // 30 is Developer; an administrator has neither
      },
      hasBranch: async function (name) { return await ask("GET", project + "/repository/branches/" + encodeURIComponent(name), {missing: true}) !== null; },
      read: async function (path, ref) {
        var found = await ask("GET", files + encodeURIComponent(path) + query({ref: ref}), {missing: true});
        return found && file(found, "last_commit_id");
      },
      names: async function (folder, ref) {
        return (await paged(function (page) {
          return ask("GET", project + "/repository/tree" + query({path: folder, ref: ref, per_page: PAGE, page: page}), {missing: true});
        })).map(name_of);
      },
      commit: function (record) {  // the new branch and its commit in one call: there is never a branch without its file
        var action = {action: record.version ? "update" : "create", file_path: record.path, content: record.text};
        if (record.version) action.last_commit_id = record.version;
        var body = {branch: record.branch, commit_message: record.message, actions: [action]};
        if (record.start) body.start_branch = record.start;
        return ask("POST", project + "/repository/commits", {body: body});
      },
      opened: async function (branch) {
        var found = entries(await ask("GET", project + "/merge_requests" + query({state: "opened", source_branch: branch, target_branch: config.branch})));
        return first(found.filter(function (each) { return each.source_project_id === each.target_project_id; }), "iid");
      },
      open: async function (branch, title, description) {
        return number(await ask("POST", project + "/merge_requests", {body: {
          source_branch: branch, target_branch: config.branch, title: title, description: description, remove_source_branch: true,
        }}), "iid");
      },
      link: function (id) { return home + "merge_requests/" + id; },
      byHand: function (branch) {
        return home + "merge_requests/new" + query({"merge_request[source_branch]": branch, "merge_request[target_branch]": config.branch});
      },
    };
  }

  function github(config, ask) {  // Gitea's API has the same contents and pulls, so what differs stands below
    var project = "/repos/" + parts(config.project), home = config.url + "/" + config.project + "/";
    var contents = function (path, ref) { return project + "/contents" + (path ? "/" + parts(path) : "") + (ref ? query({ref: ref}) : ""); };
    return {
      scope: "Contents: write, Pull requests: write",
      user: async function () { return (await ask("GET", "/user")).login; },
      mayPush: async function () {
        var held = (await ask("GET", project)).permissions;
        return held ? held.push === true : null;
      },
      hasBranch: async function (name) { return await ask("GET", project + "/branches/" + parts(name), {missing: true}) !== null; },
      read: async function (path, ref) {
        var found = await ask("GET", contents(path, ref), {missing: true});
        return found && file(found, "sha");
      },
      names: async function (folder, ref) {
        var found = entries(await ask("GET", contents(folder, ref), {missing: true}) || []);
        if (config.forge === "github" && found.length >= CONTENTS) throw new Error("too-many-names");
        return found.map(name_of);
      },
      commit: async function (record) {  // the branch comes last: there is never one without its file, and none is moved by force
        var refs = project + "/git/refs", from = (await ask("GET", project + "/git/ref/heads/" + parts(record.start || record.branch))).object.sha;
        var there = await ask("GET", contents(record.path, from), {missing: true});
        if ((there ? there.sha : null) !== record.version) throw new Error("raced");
        var base = (await ask("GET", project + "/git/commits/" + from)).tree.sha, file = {path: record.path, mode: "100644", type: "blob", content: record.text};
        var tree = await ask("POST", project + "/git/trees", {body: {base_tree: base, tree: [file]}});
        var made = await ask("POST", project + "/git/commits", {body: {message: record.message, tree: tree.sha, parents: [from]}});
        if (record.start) return ask("POST", refs, {body: {ref: "refs/heads/" + record.branch, sha: made.sha}});
        return ask("PATCH", refs + "/heads/" + parts(record.branch), {body: {sha: made.sha, force: false}});
      },
      opened: async function (branch) {
        var head = config.project.split("/")[0] + ":" + branch;
        return first(entries(await ask("GET", project + "/pulls" + query({state: "open", head: head, base: config.branch}))), "number");
      },
      open: async function (branch, title, description) {
        return number(await ask("POST", project + "/pulls", {body: {head: branch, base: config.branch, title: title, body: description}}), "number");
      },
      link: function (id) { return home + "pull/" + id; },
      byHand: function (branch) { return home + "compare/" + parts(config.branch) + "..." + parts(branch) + "?expand=1"; },
    };
  }

  function gitea(config, ask) {
    var api = github(config, ask), project = "/repos/" + parts(config.project), home = config.url + "/" + config.project + "/";
    return Object.assign(api, {
      scope: "write:repository, read:user",
      commit: function (record) {
        var body = {message: record.message, content: base64_of(record.text), branch: record.start || record.branch};
        if (record.start) body.new_branch = record.branch;
        if (record.version) body.sha = record.version;
        return ask(record.version ? "PUT" : "POST", project + "/contents/" + parts(record.path), {body: body});
      },
      opened: async function (branch) {  // the query by two branches is younger than many an installation
        var found = await paged(function (page) { return ask("GET", project + "/pulls" + query({state: "open", limit: 50, page: page})); });
        return first(found.filter(function (each) {
          return each.head.ref === branch && each.base.ref === config.branch && each.head.repo_id === each.base.repo_id;
        }), "number");
      },
      link: function (id) { return home + "pulls/" + id; },
      byHand: function (branch) { return home + "compare/" + parts(config.branch) + "..." + parts(branch); },
    });
  }

  huifang.forgeApis = {gitlab: gitlab, gitea: gitea, github: github};
})();
