// Data of the site as scripts, read when they are needed: a browser reads a script from a folder too, but no JSON.
"use strict";
var Huifang = window.Huifang || {};
(function () {
  var given = {}, asked = {};

  Huifang.take = function (name, data) { given[name] = data; };

  // What the script at an address hands over; asked for once, and again after it failed.
  Huifang.load = function (address) {
    var name = address.slice(address.lastIndexOf("/") + 1);
    asked[address] = asked[address] || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      function done() {
        if (name in given) resolve(given[name]); else { delete asked[address]; reject(new Error(address)); }
        script.remove();
      }
      script.src = address;
      script.onload = done;
      script.onerror = done;
      document.head.append(script);
    });
    return asked[address];
  };
})();
