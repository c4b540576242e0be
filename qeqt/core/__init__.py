"""The model itself: standard library alone, translated for the browser; it reads no file."""
