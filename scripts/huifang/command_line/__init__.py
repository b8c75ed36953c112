"""The frame of all verbs: from what was typed to a call, from its document to the screen or a file."""
