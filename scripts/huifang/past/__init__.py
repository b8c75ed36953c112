"""The lists of two states compared, and the rows of a history: what surfaces tell of earlier days."""
