"""The policy lab: the core carried into the reader's browser, and the page around it."""
