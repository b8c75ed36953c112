// What a visit says of itself in several fields together: what a held one must have, and papers that follow it.
(function () {
  "use strict";
  var huifang = window.huifang, say = huifang.say, data = huifang.data;

  function isEmpty(value) { return value === undefined || value === null || (Array.isArray(value) && !value.length); }

  function isDay(value) { return typeof value === "string" && !huifang.values.findings(value, {type: "day"}).length; }

  // The fix for a day that lies before another: the same day of the year in which it fits.
  function rightYear(day, first) {
    var year = Number(first.slice(0, 4)), rest = day.slice(4);
    if (day.slice(0, 4) !== first.slice(0, 4) && rest !== "-02-29") {
      var meant = [year + rest, year + 1 + rest].find(function (each) { return each >= first; });
      if (meant) return say("check both days; if the year is the slip: `{day}`", {day: meant});
    }
    return say("check both days");
  }

  function findings(record) {
    var visit = huifang.recordRead.dataOf(record.group), found = [], date = visit.get("date");
    if (visit.get("outcome") === "held") {
      data.whenHeld.filter(function (key) { return isEmpty(visit.get(key)); }).forEach(function (key) {
        found.push({path: [key], check: "missing-when-held", warn: false, message: say("`{key}` is missing; a held visit has it", {key: key}),
                    fix: say("add `{key}`, or correct `outcome`", {key: key})});
      });
    }
    var met = visit.get("interviews"), body = data.organizations.find(function (each) { return each.id === visit.get("body"); });
    if (visit.get("outcome") === "held" && body && body.discipline && met instanceof Map && met.get("person") !== "true") {
      found.push({path: ["interviews"], check: "person-not-interviewed", warn: true, message: say("nobody spoke with the person: the visit closes no duty"),
                  fix: say("write `person: true` where the person was met, or correct `outcome`")});
    }
    data.papers.forEach(function (key) {
      var step = visit.get(key), day = step instanceof Map ? step.get("on") : null;
      if (!isDay(day) || !isDay(date) || day >= date) return;
      found.push({path: [key, "on"], check: "paper-before-visit", warn: false, message: say("{day} is before the visit on {date}", {day: day, date: date}),
                  fix: rightYear(day, date)});
    });
    return found;
  }

  huifang.visitChecks = {findings: findings};
})();
