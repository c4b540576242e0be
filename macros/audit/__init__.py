"""Measures of the built site: weight, speed, accessibility, search, printed numbers."""
