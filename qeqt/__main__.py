"""python -m qeqt: the command line."""

import sys

from qeqt.cli.commands import main

sys.exit(main())
