"""What Markdown cannot do: steps over the pages of the built folder."""
