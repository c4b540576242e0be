"""Answers that are kept in a file while a study goes on: the same study then goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Generic, TypeVar

from qeqt.data.fields import RecordError
from qeqt.results.files import whole_file
from qeqt.study.executors import in_order

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """What is done of a study, in a file until all of it is: one line says which study, then one an answer.

    ``plain`` and ``read`` turn an answer into plain data and back. Without a path nothing is kept.
    """

    def __init__(
        self, path: Path | None, study: str, plain: Callable[[Answer], Any], read: Callable[[Any], Answer]
    ) -> None:
        self.path, self.plain, self.read = path, plain, read
        self.head = {"study": study}
        self.finished = False
        self.done: list[Answer] = self.found(path) if path and path.exists() else []
        self.already = len(self.done)
        self.at = 0

    def found(self, path: Path) -> list[Answer]:
        """Return what was done; a last line that is cut counts as not done."""
        lines: list[Any] = []
        try:
            for line in path.read_text(encoding="utf-8").splitlines():
                lines.append(json.loads(line))
        except json.JSONDecodeError:
            pass
        except (UnicodeDecodeError, IsADirectoryError):
            lines = []
        if lines[:1] != [self.head]:
            right = "delete it, or name another: it was begun with other inputs, or by another version"
            raise RecordError(f"{path}: what is kept there is not of this study; {right}")
        return [self.read(each) for each in lines[1:]]

    def __enter__(self) -> Kept[Answer]:
        if self.path:
            lines = [self.head, *map(self.plain, self.done)]
            with whole_file(self.path) as file:
                file.writelines(json.dumps(line) + "\n" for line in lines)
        return self

    def answers(
        self, function: Callable[..., Answer], tasks: Sequence[Sequence[Any]], executor: Executor | None,
        ahead: int,
    ) -> Iterator[Answer]:  # fmt: skip
        """Yield each task's answer in order: what is kept, then what is worked out, kept as it comes."""
        held = self.done[self.at : self.at + len(tasks)]
        self.at += len(held)
        yield from held
        for answer in in_order(function, tasks[len(held) :], executor, ahead):
            if self.path:
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(self.plain(answer)) + "\n")
            yield answer

    def __exit__(self, *error: object) -> None:
        if self.path and self.finished:
            self.path.unlink(missing_ok=True)
