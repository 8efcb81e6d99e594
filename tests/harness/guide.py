"""Reads a guide of docs/: its examples in their order, the sheets that they send, and what other services tell meanwhile.

The guide's head explains the notation to people; what is not written in it is a `GuideFault`, never passed over.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

HEAD = re.compile(
    r"> \*\*例 (?P<number>\d+\.\d+)\*\* · 谁 / as `(?P<role>\w+)`(?: @ `(?P<unit>[^`]+)`)?(?P<another> · 另一人 / another)?"
    r" · 日 / on `(?P<day>\d{4}-\d\d-\d\d)`"
    r"(?: · 操作 / operation (?P<like>\d+\.\d+)| · 上传 / upload `(?P<upload>[^`]+)`)?"
)
KEEP = re.compile(r"`(\w+)` = `([\w.]+)`")
UNTIL = re.compile(r"> 直到 / until: `(?P<path>[\w.]+)` = `(?P<value>\w+)`")
SHEET = re.compile(r"> 表 / sheet `(?P<name>[^`]+)`")
EVENT = re.compile(r"> 事件 / event `(?P<type>[\w.-]+)`(?: · 日 / on `(?P<day>\d{4}-\d\d-\d\d)`)?")
CITY = re.compile(r"> 市库答复 / city answer `(?P<name>[^`]+)`")
LANGUAGES = {"graphql", "json", "ndjson"}  # of blocks that are run; others are for people to read


class GuideFault(AssertionError):
    """The guide is not what its own notation, or the service, says; tells the line."""


@dataclass
class Event:
    """What another service tells: its type, its data with placeholders, and the day, if not that of the example after it."""

    type: str
    data: Any = None
    day: date | None = None


@dataclass
class Example:
    """One operation or upload of the guide: who asks what on which day, and the essential part of the answer."""

    guide: str
    line: int
    number: str
    role: str
    unit: str | None
    day: date
    like: str | None = None
    upload: str | None = None
    another: bool = False
    document: str = ""
    blocks: list[Any] = field(default_factory=list)
    keeps: dict[str, str] = field(default_factory=dict)
    until: tuple[str, str] | None = None
    before: list[Event] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """Whether the operation has variables, whose block comes before that of the answer."""
        return "$" in self.document

    @property
    def variables(self) -> Any:
        return self.blocks[0] if self.asks else {}

    @property
    def answer(self) -> Any:
        return self.blocks[-1]

    def fault(self, why: str) -> GuideFault:
        return GuideFault(f"docs/{self.guide}:{self.line} 例 {self.number}: {why}")


@dataclass
class Guide:
    """All that the guide has to run: examples in order, and the sheets they send."""

    name: str = "guide-reserve.md"
    examples: list[Example] = field(default_factory=list)
    sheets: dict[str, list[list[str]]] = field(default_factory=dict)
    told: list[Event] = field(default_factory=list)  # before the next example
    answers: dict[str, list[Any]] = field(default_factory=dict)  # of the city's library: head and entries, without end


def read(text: str, name: str = "guide-reserve.md") -> Guide:
    """Read the guide; every GraphQL and JSON block belongs to an example, every example is whole."""
    guide, lines, at = Guide(name=name), text.split("\n"), 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = lines.index("```", at + 1)
            _block(guide, line[3:].strip(), "\n".join(lines[at + 1 : end]), at + 1)
            at = end
        elif found := SHEET.fullmatch(line):
            at = _sheet(guide, found["name"], lines, at)
        elif found := CITY.fullmatch(line):
            guide.answers[found["name"]] = []
        elif line.startswith("> "):
            _quoted(guide, line, at + 1)
        at += 1
    for example in guide.examples:
        wanted = 2 if example.asks else 1
        if len(example.blocks) != wanted or not (example.document or example.upload):
            raise example.fault(f"an operation and {wanted} JSON blocks wanted, {len(example.blocks)} found")
    return guide


def _quoted(guide: Guide, line: str, number: int) -> None:
    if found := HEAD.fullmatch(line):
        day = date.fromisoformat(found["day"])
        who = found["number"], found["role"], found["unit"], day, found["like"], found["upload"]
        made = Example(guide.name, number, *who, another=found["another"] is not None)
        if made.number in {e.number for e in guide.examples}:
            raise made.fault("number used twice")
        if made.like:
            made.document = _numbered(guide, made).document
        made.before, guide.told = guide.told, []
        guide.examples.append(made)
    elif found := EVENT.fullmatch(line):
        guide.told.append(Event(found["type"], day=date.fromisoformat(found["day"]) if found["day"] else None))
    elif guide.examples and line.startswith("> 记下 / keep: ") and (kept := KEEP.findall(line)):
        guide.examples[-1].keeps |= dict(kept)
    elif guide.examples and (found := UNTIL.fullmatch(line)):
        guide.examples[-1].until = found["path"], found["value"]
    else:
        raise GuideFault(f"docs/{guide.name}:{number} is no line of the notation: {line}")


def _numbered(guide: Guide, example: Example) -> Example:
    for other in guide.examples:
        if other.number == example.like:
            return other
    raise example.fault(f"no example {example.like} before it")


def _block(guide: Guide, language: str, content: str, line: int) -> None:
    if language not in LANGUAGES:
        return
    if language == "ndjson" and guide.answers:
        guide.answers[[*guide.answers][-1]] += [json.loads(written) for written in content.split("\n")]
        return
    if guide.told and guide.told[-1].data is None and language == "json":
        guide.told[-1].data = json.loads(content)
        return
    if not guide.examples:
        raise GuideFault(f"docs/{guide.name}:{line} block belongs to no example")
    example = guide.examples[-1]
    if language == "json":
        example.blocks.append(json.loads(content))
    elif example.document or example.blocks:
        raise example.fault(f"a second operation in line {line}")
    else:
        example.document = content


def _sheet(guide: Guide, name: str, lines: list[str], at: int) -> int:
    """Take the table that follows as the sheet's rows, heading first; return its last line."""
    at += 1
    while not lines[at].startswith("|"):
        at += 1
    rows = []
    while lines[at].startswith("|"):
        rows.append([c.strip() for c in lines[at].strip("|").split("|")])
        at += 1
    guide.sheets[name] = [rows[0], *rows[2:]]  # the second line only draws the table
    return at - 1
