"""The charts, one module a part of the book; each chart a function registered under a name."""
