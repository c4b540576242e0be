"""Prints one page with WebKitGTK: its driver cannot. The system's Python alone has its bindings."""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


def printer(view: WebKit2.WebView, file: str) -> WebKit2.PrintOperation:
    """What prints the view on A4 into a file."""
    paper = Gtk.PaperSize.new("iso_a4")
    settings, sheet = Gtk.PrintSettings.new(), Gtk.PageSetup.new()
    sheet.set_paper_size_and_default_margins(paper)
    settings.set_paper_size(paper)
    settings.set_printer("Print to File")
    settings.set("output-uri", f"file://{file}")
    settings.set("output-file-format", "pdf")
    operation = WebKit2.PrintOperation.new(view)
    operation.set_print_settings(settings)
    operation.set_page_setup(sheet)
    operation.connect("finished", lambda *_: Gtk.main_quit())
    operation.connect("failed", lambda _, error: sys.exit(str(error)))
    return operation


def main(address: str, script: str, file: str) -> None:
    """Open an address, run a script in the page, print it."""
    view = WebKit2.WebView()
    window = Gtk.Window()
    window.set_default_size(1280, 900)
    window.add(view)
    window.show_all()
    operation = printer(view, file)

    def loaded(_: WebKit2.WebView, event: WebKit2.LoadEvent) -> None:
        if event == WebKit2.LoadEvent.FINISHED:
            view.evaluate_javascript(script, -1, None, None, None, lambda *_: operation.print_())

    view.connect("load-changed", loaded)
    view.load_uri(address)
    Gtk.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
