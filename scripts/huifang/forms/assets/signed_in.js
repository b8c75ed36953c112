// Hands the answer of the forge back to the form that asked: to its own origin alone. The code leaves the address at once.
"use strict";
(function () {
  var given = new URLSearchParams(location.search), data = {huifang: "huifang-signed-in", state: given.get("state"), code: given.get("code")};
  history.replaceState(null, "", location.pathname);
  if (window.opener) {
    window.opener.postMessage(data, location.origin);
  } else {
    var channel = new BroadcastChannel(data.huifang);
    channel.postMessage(data);
    channel.close();
  }
})();
