"""What stops a verb of the Makefile: said in a line or a list, without a traceback."""


class VerbError(Exception):
    """A verb could not do what it says, and why."""


class BuildError(VerbError):
    """The book could not be built; the last good site is untouched."""
