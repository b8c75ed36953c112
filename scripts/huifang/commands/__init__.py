"""The command: a short module a verb; shared options, formats and exit codes in one place."""
