"""The tables that a chapter can call for, by subject."""
