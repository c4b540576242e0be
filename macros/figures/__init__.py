"""A figure: its rows and its picture, its shell of HTML, its theme, bands and events."""
