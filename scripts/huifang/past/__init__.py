"""The lists of two states compared, and the rows of a history, for every surface that shows earlier days."""
