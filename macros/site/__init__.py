"""The whole site: build, preview, release."""
