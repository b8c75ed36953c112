"""An office's register as a whole: set up from answers, and brought up to what a newer program has."""
