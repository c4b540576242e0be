"""What a renewal found, table by table: for a terminal and as Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field

RENEWED, SAME, REFUSED = "renewed", "unchanged", "refused"


@dataclass
class ColumnMove:
    """What moved in a column, as the table prints it."""

    column: str
    last_before: str
    last_after: str
    value_before: str
    value_after: str
    new: list[tuple[str, str]] = field(default_factory=list)
    """(date, cell)"""
    revised: list[tuple[str, str, str]] = field(default_factory=list)
    """(date, cell before, cell now)"""
    accepted: list[str] = field(default_factory=list)
    late: str = ""

    @property
    def moved(self) -> bool:
        """Say whether any cell changes."""
        return bool(self.new or self.revised)

    @property
    def text(self) -> str:
        """The column in a line: last observation, what is new, what was revised and by how much."""
        last = f"{self.last_before} ({self.value_before})"
        if self.last_after != self.last_before or self.value_after != self.value_before:
            last += f" -> {self.last_after} ({self.value_after})"
        parts = [f"{self.column}: last observation {last}"]
        if self.new:
            parts.append(f"{len(self.new)} new")
        if self.revised:
            day, was, now = max(self.revised, key=lambda one: abs(float(one[2] or 0) - float(one[1] or 0)))
            oldest = min(day for day, _, _ in self.revised)
            parts.append(
                f"{len(self.revised)} revised, most {day}: {was} -> {now or 'nothing'}, oldest {oldest}"
            )
        if self.accepted:
            parts.append(f"accepted by the sidecar: {', '.join(self.accepted)}")
        if self.late:
            parts.append(f"LATE: {self.late}")
        return ", ".join(parts)


@dataclass
class TableReport:
    """What became of a table."""

    table: str
    status: str
    columns: list[ColumnMove] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    note: str = ""
    """A note of the sidecar to read again, now that figures moved."""

    @property
    def lines(self) -> list[str]:
        """The table in lines for a terminal."""
        told = [f"  {one.text}" for one in self.columns if one.moved or one.late or one.accepted]
        note = (
            [f"  read whether the note still holds: {self.note}"]
            if self.note and self.status == RENEWED
            else []
        )
        return [f"{self.table}: {self.status}", *told, *note]


@dataclass
class Report:
    """A whole renewal."""

    day: str
    tables: list[TableReport] = field(default_factory=list)
    publishers: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Publisher -> what kept it from being read -> the columns that it cost."""

    def of(self, status: str) -> list[TableReport]:
        """Return the tables with a status."""
        return [one for one in self.tables if one.status == status]

    @property
    def late(self) -> list[str]:
        """Every column that missed its releases."""
        return [f"{one.table}.{c.column}: {c.late}" for one in self.tables for c in one.columns if c.late]

    @property
    def summary(self) -> str:
        """The renewal in a line."""
        return (
            f"{len(self.of(RENEWED))} tables renewed, {len(self.of(SAME))} unchanged, "
            f"{len(self.of(REFUSED))} kept as they were; {len(self.late)} columns late"
        )

    @property
    def unread(self) -> list[str]:
        """Each publisher that could not be read, once for each reason, with the columns that it cost."""
        return [
            f"{name}: {reason} ({', '.join(columns)})"
            for name, reasons in self.publishers.items()
            for reason, columns in reasons.items()
        ]

    def failed(self, one: TableReport) -> list[str]:
        """Return what did not pass in a table, without what its publishers could not be asked."""
        lost = {
            column
            for reasons in self.publishers.values()
            for columns in reasons.values()
            for column in columns
        }
        return [fault for fault in one.faults if fault.partition(": ")[0] not in lost]

    def text(self) -> str:
        """Return the report for a terminal."""
        out = []
        for one in self.tables:
            failed = self.failed(one) if one.status == REFUSED else []
            out += (
                [f"{one.table}: kept as it was", *(f"  {fault}" for fault in failed)]
                if one.status == REFUSED
                else one.lines
            )
        return "\n".join([*out, *(f"NOT READ {line}" for line in self.unread), self.summary])

    def markdown(self) -> str:
        """Return the report for a pull request."""
        out = [f"## Official figures, {self.day}", "", f"{self.summary}.", ""]
        if self.of(RENEWED):
            out += [
                "| table | column | last observation | new | revised | largest revision |",
                "|---|---|---|---|---|---|",
            ]
            out += [row for one in self.of(RENEWED) for row in rows_of(one)] + [""]
        notes = [f"- `{one.table}`: {one.note}" for one in self.of(RENEWED) if one.note]
        if notes:
            out += ["Notes of these tables, to be read again:", "", *notes, ""]
        accepted = [
            f"- `{one.table}.{c.column}`: {', '.join(c.accepted)}"
            for one in self.tables for c in one.columns if c.accepted
        ]  # fmt: skip
        if accepted:
            out += ["Values that their sidecars accept by name:", "", *accepted, ""]
        if self.of(REFUSED):
            out += [
                "### Kept as they were",
                "",
                ", ".join(f"`{one.table}`" for one in self.of(REFUSED)) + ".",
                "",
            ]
            out += [f"- {fault}" for one in self.of(REFUSED) for fault in self.failed(one)]
            out += [*(f"- not read: {line}" for line in self.unread), ""]
        if self.late:
            out += ["### Late", "", *(f"- {line}" for line in self.late), ""]
        return "\n".join(out)

    def trouble(self) -> str:
        """Return what a maintainer has to look at, publisher by publisher; "" where there is nothing."""
        if not self.publishers and not self.of(REFUSED) and not self.late:
            return ""
        out = [f"Asked on {self.day}. This issue is kept up to date by the workflow, and closed by it.", ""]
        for name, reasons in self.publishers.items():
            out += [f"### {name}", "", *(f"- {why}: {', '.join(lost)}" for why, lost in reasons.items()), ""]
        other = [fault for one in self.of(REFUSED) for fault in self.failed(one)]
        if other:
            out += ["### Figures that did not pass", "", *(f"- {fault}" for fault in other), ""]
        if self.late:
            out += ["### Late", "", *(f"- {line}" for line in self.late), ""]
        return "\n".join(out)


def rows_of(one: TableReport) -> list[str]:
    """Return a table's rows for a pull request."""
    out = []
    for c in one.columns:
        if not c.moved:
            continue
        largest = ""
        if c.revised:
            day, was, now = max(c.revised, key=lambda cell: abs(float(cell[2] or 0) - float(cell[1] or 0)))
            largest = f"{day}: {was} → {now or 'nothing'}"
        last = f"{c.last_before}: {c.value_before} → {c.last_after}: {c.value_after}"
        out.append(
            f"| {one.table} | {c.column} | {last} | {len(c.new) or ''} | {len(c.revised) or ''} | {largest} |"
        )
    return out
