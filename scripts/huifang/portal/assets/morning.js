// Whose morning page this browser opens first. Where nothing can be remembered the links work as they are.
"use strict";
(function () {
  var box = document.querySelector(".hf-choose");
  if (!box) return;
  var data = box.dataset, mine = box.querySelector(".hf-mine");
  var key = "huifang.morning " + new URL(data.root || "./", location.href).pathname;  // one portal beside another

  function recall() {
    try { return JSON.parse(window.localStorage.getItem(key) || "null"); } catch (refused) { return null; }
  }

  function remember(choice) {
    try {
      if (choice) window.localStorage.setItem(key, JSON.stringify(choice)); else window.localStorage.removeItem(key);
      return true;
    } catch (refused) { return false; }
  }

  function known(choice) {  // an address of ours, whatever somebody wrote there
    return Boolean(choice) && typeof choice.name === "string" && /^morning\/[A-Za-z0-9.-]+\.html$/.test(choice.uri);
  }

  function link(choice) {
    var made = document.createElement("a");
    made.href = (data.root || "") + "morning.html";  // which knows whether the page is still there
    made.textContent = data.mine.replace("{name}", choice.name);
    return made;
  }

  function button() {  // on the page of a district, body, helper or officer
    var made = document.createElement("button"), chosen = recall(), is = known(chosen) && chosen.uri === data.here;
    made.type = "button";
    made.textContent = is ? data.remembered : data.remember;
    made.setAttribute("aria-pressed", String(is));
    made.addEventListener("click", function () {
      remember(is ? null : {uri: data.here, name: data.name});
      mine.textContent = "";
      mine.append(button());
    });
    return made;
  }

  function listed(choice) {  // the page of the choice: only what is there
    var found = null;
    document.querySelectorAll(".hf-chosen a").forEach(function (each) {
      var uri = each.getAttribute("href").slice((data.root || "").length);
      if (choice && uri === choice.uri) found = choice;
      each.addEventListener("click", function () { remember({uri: uri, name: each.textContent}); });
    });
    return found;
  }

  var chosen = recall();
  if (!known(chosen)) chosen = null;
  if (data.choice !== undefined) {
    chosen = listed(chosen);
    if (chosen && location.hash !== "#choose") location.replace((data.root || "") + chosen.uri);
    else if (chosen) mine.append(link(chosen));
  } else if (data.here) {
    if (remember(recall())) mine.append(button());
  } else if (chosen) mine.append(link(chosen));
})();
