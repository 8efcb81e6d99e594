"""Finds the heading of a sheet: up to three rows, merged cells, any order, many wordings, the unit of money in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from services.law.grid import Sheet, squeeze
from services.reserve.domain.sheets.columns import WORDINGS, Column, Subject

SEARCHED = 20  # rows from the top among which the heading is looked for
DEEPEST = 3  # heading rows
FEWEST = 3  # known columns that make a row a heading


class MoneyUnit(StrEnum):
    """Units of money that headings name."""

    YUAN = "元"
    WAN = "万元"
    YI = "亿元"


_UNIT = re.compile(r"(亿元|万元|(?<![亿万])元)")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SIGNS = re.compile(r"[\s：:、，,/／*＊·．.。\-—_（）()]")
_FUND_GROUP = re.compile(r"资金来源|资金筹措|资金构成")


@dataclass(frozen=True, slots=True)
class At:
    """Where a column is, how its heading reads, and in which unit its money is."""

    index: int
    heading: str
    unit: MoneyUnit | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The heading of a sheet, understood."""

    sheet: str
    first_data_row: int
    columns: dict[Column, At]
    funds: tuple[At, ...]  # one column for each source of funds, its heading the source
    unknown: tuple[At, ...]
    twice: tuple[At, ...]
    mapped: tuple[Mapped, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column that is understood by what its sender has told, and as what it would have been understood otherwise."""

    at: At
    column: Column
    instead_of: Column | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """By what words headings are understood: those of all, and those of the file's sender, which go first."""

    subject: Subject = Subject.PROJECTS
    mapping: Mapping[str, Column] = field(default_factory=dict)

    def told(self, parts: Sequence[str]) -> Column | None:
        """Return what the sender calls by a heading's whole path, or by its last part."""
        wanted = ("/".join(parts), parts[-1], _bare(parts[-1])) if parts and self.mapping else ()
        return next((self.mapping[w] for w in wanted if w in self.mapping), None)


PROJECTS = Vocabulary()


def find_layout(sheet: Sheet, vocabulary: Vocabulary = PROJECTS) -> Layout | None:
    """Return the heading with the most known columns, the shallower and upper of equals; None when nothing is one."""
    candidates = (
        _understand(sheet, top, depth, vocabulary)
        for depth in range(1, DEEPEST + 1)
        for top in range(1, min(SEARCHED, sheet.last) + 1)
    )
    best: Layout | None = None
    for layout in candidates:
        known = len(layout.columns) + len(layout.funds)
        if Column.NAME not in layout.columns or known < FEWEST:
            continue
        if best is None or known > len(best.columns) + len(best.funds):
            best = layout
    return best


def _understand(sheet: Sheet, top: int, depth: int, vocabulary: Vocabulary) -> Layout:
    columns: dict[Column, At] = {}
    funds: list[At] = []
    unknown: list[At] = []
    twice: list[At] = []
    mapped: list[Mapped] = []
    general = _unit_above(sheet, top)
    width = max(len(r) for r in sheet.rows[top - 1 : top - 1 + depth])
    for index in range(width):
        parts = _parts(sheet, top, depth, index)
        heading = "/".join(parts)
        found = _UNIT.findall(heading)
        at = At(index, heading, MoneyUnit(found[-1]) if found else general)
        understood, told = _known(parts, WORDINGS[vocabulary.subject]), vocabulary.told(parts)
        column = told or understood
        if told not in {None, understood}:
            mapped.append(Mapped(at, column or Column.IGNORED, understood))
        if told is None and len(parts) > 1 and _FUND_GROUP.search("".join(parts[:-1])):
            funds.append(At(index, _bare(parts[-1]), at.unit))
        elif column is None:
            unknown += [at] if heading else []
        elif column in columns and column is not Column.IGNORED:
            twice.append(at)
        else:
            columns[column] = at
    return Layout(sheet.name, top + depth, columns, tuple(funds), tuple(unknown), tuple(twice), tuple(mapped))


def _parts(sheet: Sheet, top: int, depth: int, index: int) -> list[str]:
    """Read a column's heading from top to bottom; a cell merged downwards is one part."""
    parts: list[str] = []
    for row in range(top, top + depth):
        words = squeeze(sheet.cell(row, index))
        if words and (not parts or parts[-1] != words):
            parts.append(words)
    return parts


def _known(parts: Sequence[str], known: Mapping[str, Column]) -> Column | None:
    """Understand the last part, or else all parts together ("建设" over "规模" and "内容")."""
    if not parts:
        return None
    for words in (parts[-1], "".join(parts)):
        for wording in (words, _bare(words), _bare(words).replace("单位", ""), _SIGNS.sub("", words)):
            if wording in known:
                return known[wording]
    return None


def _bare(words: str) -> str:
    """Take units, remarks in brackets and punctuation off a heading.

    >>> _bare("总投资（万元）"), _bare("*项目名称")
    ('总投资', '项目名称')
    """
    return _UNIT.sub("", _SIGNS.sub("", _BRACKETS.sub("", words))) or words


def _unit_above(sheet: Sheet, top: int) -> MoneyUnit | None:
    """Offices write "单位：万元" over the table."""
    for row in range(top - 1, 0, -1):
        for cell in sheet.rows[row - 1]:
            words = squeeze(cell)
            found = _UNIT.findall(words) if "单位" in words else []
            if found:
                return MoneyUnit(found[-1])
    return None
