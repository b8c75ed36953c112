"""The command: a short module a verb, and the table of them all."""
