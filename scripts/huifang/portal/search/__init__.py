"""The one search: what it looks through, made at build time, and its box in the header of every page."""
