"""The verbs of the Makefile: python -m macros build, finish, check, serve, browser, audit …"""

import argparse
import sys
from pathlib import Path

from macros.text.errors import VerbError
from qeqt import data


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 when it did what it says, 1 with the reason on standard error when not."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    made = verbs.add_parser("build", help="check, build beside the last good site, finish, swap")
    made.add_argument("--builder", choices=("mkdocs", "zensical"), default="mkdocs")
    finished = verbs.add_parser("finish", help="finish what mkdocs build left in a folder")
    finished.add_argument("folder", type=Path, nargs="?", help="where the built book is, by default site/")
    verbs.add_parser("check", help="report every author's mistake in one run")
    verbs.add_parser("serve", help="live preview")
    verbs.add_parser("browser", help="find or install a browser").add_argument("--quiet", action="store_true")
    verbs.add_parser("audit", help="weight, speed and accessibility of the built site")
    verbs.add_parser("numbers", help="make the table of printed numbers anew, say what moved")
    moved = verbs.add_parser("moved", help="what a folder of newer figures changes in the book")
    moved.add_argument("official", type=Path, help="the folder that make refresh filled")
    moved.add_argument("--out", type=Path, help="where to write it too")
    moved.add_argument("--after", type=Path, nargs="*", default=[], help="files to print first")
    verbs.add_parser("licences", help="the licences of what the site serves, from its packages")
    verbs.add_parser("release", help="wheel and source archive of one version").add_argument(
        "tag", nargs="?", default="", help="the tag that it will be released by, v1.2.3"
    )
    chosen = parser.parse_args(arguments)
    try:
        return run(chosen)
    except VerbError as error:
        print(error, file=sys.stderr)
        return 1


def run(chosen: argparse.Namespace) -> int:
    """Run the chosen verb, which brings only what it needs."""
    if chosen.verb == "build":
        from macros.site.second_process import begin

        begin()
        from macros.site.build import build

        print(build(builder=chosen.builder))
        print(data.official_in_use(), end="")
    elif chosen.verb == "finish":
        from macros.site.build import finished

        print(finished(folder=chosen.folder))
    elif chosen.verb == "check":
        from macros.chapter.check import DOCS, check

        mistakes = check(DOCS)
        print("\n".join(map(str, mistakes)) or "No mistakes.")
        print(data.official_in_use(), end="")
        return 1 if mistakes else 0
    elif chosen.verb == "serve":
        from macros.site.preview import serve

        serve()
    elif chosen.verb == "browser":
        from macros.audit.browser import install

        install(quiet=chosen.quiet)
    elif chosen.verb == "numbers":
        from macros.audit.printed_numbers import renewed

        print(renewed())
    elif chosen.verb == "moved":
        from macros.audit.moved_by_figures import written

        print(written(chosen.official, chosen.out, chosen.after))
    elif chosen.verb == "licences":
        from macros.site.licences import licences

        print(licences())
    elif chosen.verb == "release":
        from macros.site.release import release

        print(release(chosen.tag))
    else:
        from macros.audit.audit import audit

        return audit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
