"""Entry forms (录入): a small static site with which somebody files a record without seeing YAML."""
