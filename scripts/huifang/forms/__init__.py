"""Entry forms (录入): a static site of its own, from a filled form to the text of a record and a merge request."""
