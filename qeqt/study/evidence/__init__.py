"""Published results as a table, and the experiments that ask the model for the same numbers."""
