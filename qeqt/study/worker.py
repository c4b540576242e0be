"""A worker process: python -m qeqt.study.worker; what it prints goes to standard error."""

from __future__ import annotations

import os
import signal
import sys

from qeqt.study.executors import serve

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked ends it
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        serve(sys.stdin.buffer, answers)
