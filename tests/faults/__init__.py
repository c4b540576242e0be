"""Judges the tests by faults: one-line changes of the tree, each of which some test should notice.

``make faults SEED=1 N=100`` draws them (draw.py) over every room in proportion to its size, runs for each
the tests nearest to it in a copy of the tree (bench.py), and writes what was noticed (report.py).

Why not a library whole: mutmut and cosmic-ray know Python alone, change operators and constants but no wire,
no like-typed inputs, no part of a cache key, and run one command for all; mutatest has had no release for
years; pytest-testmon and coverage select by executed lines, which scripts, styles and records lack, and what
runs in a second process. What is exact and kept is used: Python's own ``ast`` for positions in Python,
tree-sitter's grammars for scripts, styles, templates and TOML, pytest for the running.
"""
