"""The package's version: what a release is called, and every run carries."""

__version__ = "0.2.0"
