// Sentences in the language of the page: a template of the catalogue and its values.
(function () {
  "use strict";
  var huifang = window.huifang, data = huifang.data;
  [data.people, data.files.contacts, data.districts].forEach(function (each) {  // what is typed is looked up there: nothing but their own keys
    Object.setPrototypeOf(each, null);
  });

  function text(value) {
    return Array.isArray(value) ? value.map(text).join(data.separator) : String(value);
  }

  // A template of the catalogue with its values; `{{` and `}}` are brackets.
  huifang.filled = function (template, values) {
    return template.replace(/\{\{|\}\}|\{([a-z_]+)\}/g, function (found, name) {
      return name ? text(values[name]) : found[0];
    });
  };

  huifang.say = function (template, values) {
    return huifang.filled(data.sentences[template] || template, values || {});
  };

  // A failure with a sentence for people.
  huifang.failure = function (sentence) {
    var made = new Error(sentence);
    made.sentence = sentence;
    return made;
  };
})();
