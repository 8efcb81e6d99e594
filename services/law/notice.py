"""What units and people are told of when it happens: kinds, words, and which kinds a person may mute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from types import MappingProxyType
from typing import Any
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.dated import Dated, Entry

MOST_AT_ONCE = 200
_A8 = Article(8)
NOTICE_DAYS = Dated(
    _A8, "通知的显示天数：此后归入过往，仍可查", Entry(date.min, 180, "平台口径：通知只提示，不构成记录")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A kind of notice. binding: a limit comes with it, so that nobody can mute it. says: words over the event's facts."""

    code: str
    name: str
    article: Article
    binding: bool
    says: str


def kinds_of(rows: Iterable[tuple[str, str, Article, bool, str]]) -> Mapping[str, NoticeKind]:
    """Take the kinds of a service: code, name, clause, whether a limit comes with it, words."""
    return MappingProxyType(
        {
            code: NoticeKind(code=code, name=name, article=article, binding=binding, says=says)
            for code, name, article, binding, says in rows
        }
    )


def worded(kind: NoticeKind, facts: Mapping[str, Any]) -> str:
    """Say what happened; a fact that an older event does not have is left out.

    >>> kind = NoticeKind(code="x", name="示例", article=Article(8), binding=False, says="已办结（{on}）：{what}")
    >>> worded(kind, {"on": "2027-02-01"})
    '已办结（2027-02-01）：'
    """
    named = [field for _, field, _, _ in Formatter().parse(kind.says) if field]
    return kind.says.format_map({field: "" if facts.get(field) is None else facts[field] for field in named})


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRead:
    """The command: which notices the person has read."""

    notice_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteNotices:
    """The command: whether the person wants to be told of a kind."""

    kind: str
    muted: bool


def mark_faults(ids: tuple[UUID, ...]) -> list[Breach]:
    """Ask for some, and not for too many at once."""
    if 1 <= len(ids) <= MOST_AT_ONCE:
        return []
    return [Breach("NOTICES_TOO_MANY", f"一次标记1至{MOST_AT_ONCE}条通知", _A8, "noticeIds")]


def unknown(at: int) -> Breach:
    """Refuse to mark what is not there for the person."""
    return Breach("NOTICE_UNKNOWN", "没有找到该通知，或不是给您（您单位）的", _A8, f"noticeIds.{at}")


def mute_faults(kinds: Mapping[str, NoticeKind], command: MuteNotices) -> Refusal | None:
    """What comes with a limit is told to everybody whom it concerns."""
    kind = kinds.get(command.kind)
    if kind is None:
        return Refusal.of(Breach("NOTICE_KIND_UNKNOWN", "没有这一类通知", _A8, "kind"))
    if command.muted and kind.binding:
        message = f"“{kind.name}”涉及办理期限，不能静音"
        return Refusal.of(Breach("NOTICE_BINDING", message, kind.article, "kind"))
    return None
