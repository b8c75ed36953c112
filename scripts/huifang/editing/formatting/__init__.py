"""Records that people have typed, written in the one spelling of the format; comments and texts stay."""
