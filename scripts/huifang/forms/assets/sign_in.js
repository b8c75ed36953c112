// Signing in to a forge: the authorization code with PKCE (RFC 7636, S256) in a window of its own, so that the filled form stays.
// SHA-256 is our own: crypto.subtle exists on https and localhost only, and it answers too late for a window to be opened.
"use strict";
(function () {
  var huifang = window.huifang = window.huifang || {};
  var RETURN = document.currentScript ? new URL("signed-in.html", document.currentScript.src).href : "";
  var CHANNEL = "huifang-signed-in", LATEST = 10 * 60 * 1000;
  var PRIMES = [], ROUNDS = [], START = [];
  var ENDPOINTS = {  // what each forge documents; GitHub's token endpoint answers no page (no CORS) and wants a secret
    gitlab: {authorize: "/oauth/authorize", token: "/oauth/token", scope: "api"},
    gitea: {authorize: "/login/oauth/authorize", token: "/login/oauth/access_token", scope: "write:repository read:user"},
  };
  var waiting = null;  // the one attempt that may still succeed

  function fraction(value) { return ((value - Math.floor(value)) * 4294967296) >>> 0; }

  for (var candidate = 2; PRIMES.length < 64; candidate += 1) {
    if (PRIMES.every(function (prime) { return candidate % prime; })) PRIMES.push(candidate);
  }
  ROUNDS = PRIMES.map(function (prime) { return fraction(Math.cbrt(prime)); });
  START = PRIMES.slice(0, 8).map(function (prime) { return fraction(Math.sqrt(prime)); });

  function turned(word, by) { return (word >>> by) | (word << (32 - by)); }

  function block(state, words) {  // FIPS 180-4, 6.2.2
    for (var at = 16; at < 64; at += 1) {
      var early = words[at - 15], late = words[at - 2];
      var low = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3), high = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
      words[at] = (words[at - 16] + low + words[at - 7] + high) >>> 0;
    }
    var now = state.slice();
    for (at = 0; at < 64; at += 1) {
      var a = now[0], e = now[4];
      var choice = (e & now[5]) ^ (~e & now[6]), most = (a & now[1]) ^ (a & now[2]) ^ (now[1] & now[2]);
      var first = (now[7] + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + ROUNDS[at] + words[at]) >>> 0;
      var second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most) >>> 0;
      now = [(first + second) >>> 0, a, now[1], now[2], (now[3] + first) >>> 0, e, now[5], now[6]];
    }
    return state.map(function (word, place) { return (word + now[place]) >>> 0; });
  }

  function sha256(bytes) {
    var padded = new DataView(new ArrayBuffer((bytes.length + 72) & ~63)), state = START;
    bytes.forEach(function (byte, place) { padded.setUint8(place, byte); });
    padded.setUint8(bytes.length, 128);
    padded.setUint32(padded.byteLength - 4, bytes.length * 8);  // what is hashed here has far less than 2^32 bits
    for (var at = 0; at < padded.byteLength; at += 64) {
      var words = [];
      for (var word = 0; word < 16; word += 1) words.push(padded.getUint32(at + 4 * word));
      state = block(state, words);
    }
    var digest = new DataView(new ArrayBuffer(32));
    state.forEach(function (each, place) { digest.setUint32(4 * place, each); });
    return new Uint8Array(digest.buffer);
  }

  function url64(bytes) {
    return btoa(String.fromCharCode.apply(null, bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function random() { return url64(crypto.getRandomValues(new Uint8Array(32))); }  // 43 characters, as the standard wants

  function challenge(verifier) { return url64(sha256(new TextEncoder().encode(verifier))); }

  function why_not(config) {  // the key of the sentence why only a token can be typed in here, or null
    if (!ENDPOINTS[config.forge]) return "token-only-github";
    if (!config.clientId) return "token-only-unregistered";
    return location.protocol === "http:" || location.protocol === "https:" ? null : "token-only-folder";
  }

  function answer_of(popup, state) {  // the one message that carries our state; everything else is not for us
    return new Promise(function (resolve, reject) {
      var channel = new BroadcastChannel(CHANNEL), timer = setTimeout(function () { end(); reject(new Error("sign-in-late")); }, LATEST);
      function end() { clearTimeout(timer); channel.close(); window.removeEventListener("message", heard); waiting = null; }
      function take(data) {
        if (!data || data.huifang !== CHANNEL || typeof data.state !== "string" || data.state !== state) return;
        end();
        popup.close();
        if (typeof data.code === "string" && data.code) resolve(data.code);
        else reject(new Error("sign-in-denied"));
      }
      function heard(event) { if (event.origin === location.origin && event.source === popup) take(event.data); }
      window.addEventListener("message", heard);
      channel.onmessage = function (event) { take(event.data); };  // where the forge's pages cut the tie to their opener
      waiting = function () { end(); reject(new Error("sign-in-again")); };
    });
  }

  // Resolves to what the token endpoint is asked with; errors carry the key of a sentence as their message.
  function authorize(config) {
    var hindrance = why_not(config);
    if (hindrance) return Promise.reject(new Error(hindrance));
    if (waiting) waiting();
    var verifier = random(), state = random(), ends = ENDPOINTS[config.forge];
    var query = new URLSearchParams({
      client_id: config.clientId, redirect_uri: RETURN, response_type: "code", scope: ends.scope, state: state,
      code_challenge: challenge(verifier), code_challenge_method: "S256",
    });
    var popup = window.open(config.url + ends.authorize + "?" + query, "_blank", "popup,width=680,height=760");
    if (!popup) return Promise.reject(new Error("popup-blocked"));
    return answer_of(popup, state).then(function (code) {
      return {url: config.url + ends.token, form: new URLSearchParams({
        client_id: config.clientId, code: code, grant_type: "authorization_code", redirect_uri: RETURN, code_verifier: verifier,
      })};
    });
  }

  huifang.signIn = {authorize: authorize, challenge: challenge, whyNot: why_not};
})();
