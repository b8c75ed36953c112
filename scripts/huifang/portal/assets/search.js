// The theme's search indexes Chinese by single characters; this makes each Han run of a query an AND of its characters.
// Message type 2 is QUERY in the search worker of Material 9.8.1; where that changes, search only gets less exact.
"use strict";
(function () {
  var QUERY = 2, post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message) {
    var sent = message;
    if (message && message.type === QUERY && typeof message.data === "string") {
      var data = message.data.replace(/\p{sc=Han}+/gu, function (run) { return " +" + Array.from(run).join(" +") + " "; });
      sent = Object.assign({}, message, {data: data.trim()});
    }
    return post.apply(this, [sent].concat(Array.prototype.slice.call(arguments, 1)));
  };
})();
