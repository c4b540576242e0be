"""The one notebook: executed, described, with figures."""
