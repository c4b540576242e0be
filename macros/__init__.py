"""The book's macros: the only door through which a chapter reaches figures, facts and the model."""

from typing import Any

from qeqt import data

data.read_official()


def define_env(env: Any) -> None:
    """Register the vocabulary with MkDocs (mkdocs-macros calls this once)."""
    from macros.chapter.vocabulary import macros
    from macros.figures.html import Book
    from macros.kept import build_cache
    from macros.notebook import source

    build_cache.keep_until_exit()
    source.use_template()
    book = Book(env.conf["site_name"], env.conf["use_directory_urls"])
    for name, macro in macros(book).items():
        env.macro(macro, name)
