"""第十条（月通报、年度总结）：what a bulletin says, who may change what of it, and what follows one that was sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.dispatch.terms import A10, BulletinKind, BulletinState, FigureScope

MONTHS = 12
PARTS_AT_MOST, RECIPIENTS_AT_MOST, SIGNATURES_AT_MOST = 600, 300, 8
LONGEST_PART = 10_000
_TOKEN = re.compile(r"\{([^{}]*)\}")

BULLETIN_UNKNOWN = Breach("BULLETIN_UNKNOWN", "没有该通报，或不在您的查看范围内", A10, "bulletinId")
BULLETIN_SENT = Breach("BULLETIN_SENT", "通报已印发，内容不能更改；确有错误请印发更正", A10, "bulletinId")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An editable part of the text. In it, {CODE} stands for the whole district's figure of that code."""

    code: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure as texts and tables show it."""

    code: str
    scope: FigureScope
    key: str
    name: str
    label: str
    value: Decimal
    places: int
    unit: str

    @property
    def written(self) -> str:
        """The value with its places and its unit.

        >>> Shown(code="RATE", scope=FigureScope.ALL, key="", name="全区", label="完成率", value=Decimal("6.3000"),
        ...       places=1, unit="%").written
        '6.3%'
        """
        return f"{self.value:.{self.places}f}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBulletin:
    """The command: draft the bulletin of a month, or the summary of a year (month left out)."""

    kind: BulletinKind
    year: int
    month: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditBulletin:
    """The command: parts, recipients and signatures as they are now; what is left out stays."""

    bulletin_id: UUID
    title: str | None
    parts: tuple[Part, ...] | None
    recipients: tuple[str, ...] | None
    signatures: tuple[str, ...] | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBulletin:
    """The command: send it under a number."""

    bulletin_id: UUID
    number: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectBulletin:
    """The command: an erratum: where, what was, what is right, and why it was wrong."""

    bulletin_id: UUID
    place: str
    was: str
    now: str
    reason: str
    number: str


def period(kind: BulletinKind, year: int, month: int | None, today: date) -> tuple[int, date, date] | Refusal:
    """Give the month up to which it counts, its first day, and the day up to which it is judged.

    第十条: a month is drafted from its first day on, with what is known so far; a year's summary from December on.
    """
    upto = MONTHS if kind is BulletinKind.ANNUAL else month
    if upto is None or not 1 <= upto <= MONTHS or not 2004 <= year <= 2200:  # noqa: PLR2004 - years that have calendars
        return Refusal.of(Breach("PERIOD_INVALID", "月通报须给出1至12的月份和有效的年度", A10, "month"))
    start = date(year, 1 if kind is BulletinKind.ANNUAL else upto, 1)
    opens = date(year, upto, 1)
    if today < opens:
        what = "年度总结自当年12月起编制" if kind is BulletinKind.ANNUAL else "该月尚未开始，不能编制通报"
        return Refusal.of(Breach("PERIOD_TOO_EARLY", what, A10, "month"))
    last = date(year + upto // MONTHS, upto % MONTHS + 1, 1) - timedelta(days=1)
    return upto, start, min(last, today)


def tokens(text: str) -> list[str]:
    """Name the figures that a text shows.

    >>> tokens("完成{VERIFIED}，占{RATE}")
    ['VERIFIED', 'RATE']
    """
    return _TOKEN.findall(text)


def shown(text: str, figures: Mapping[str, Shown]) -> str:
    """Write the figures into a text; what is unknown stays as it was typed."""
    return _TOKEN.sub(lambda found: figures[found[1]].written if found[1] in figures else found[0], text)


def check_edit(command: EditBulletin, known: frozenset[str]) -> EditBulletin | Refusal:
    """Read what was typed, as it is kept: figures are not typed but named, so that each stays the one that can be traced."""
    faults: list[Breach] = []
    title = command.title
    if title is not None:
        title = kept(clean_name(title, "标题", "title"), faults, "", A10)
    recipients = _names(command.recipients, "主送单位", "recipients", RECIPIENTS_AT_MOST, faults)
    signatures = _names(command.signatures, "落款", "signatures", SIGNATURES_AT_MOST, faults)
    parts = command.parts
    if parts is not None:
        if not 1 <= len(parts) <= PARTS_AT_MOST:
            faults.append(Breach("NUMBER_OF_PARTS", f"正文须有1至{PARTS_AT_MOST}个部分", A10, "parts"))
        wrong: list[Breach] = []
        parts = tuple(_part(part, f"parts.{at}", known, wrong) for at, part in enumerate(parts[:PARTS_AT_MOST]))
        if len({p.code for p in parts}) != len(parts):
            faults.append(Breach("PART_TWICE", "各部分的代码不能重复", A10, "parts"))
        faults += wrong
    if faults:
        return Refusal(tuple(faults))
    return replace(command, title=title, parts=parts, recipients=recipients, signatures=signatures)


def _names(
    names: tuple[str, ...] | None, label: str, field: str, most: int, faults: list[Breach]
) -> tuple[str, ...] | None:
    if names is None:
        return None
    if not 1 <= len(names) <= most:
        faults.append(Breach("NUMBER_OF_NAMES", f"{label}须有1至{most}个", A10, field))
    return tuple(
        kept(clean_name(name, label, f"{field}.{at}"), faults, "", A10) for at, name in enumerate(names[:most])
    )


def _part(part: Part, field: str, known: frozenset[str], faults: list[Breach]) -> Part:
    read = Part(
        code=kept(clean_name(part.code, "代码", f"{field}.code", 60), faults, "", A10),
        heading=kept(clean_name(part.heading, "小标题", f"{field}.heading"), faults, "", A10),
        text=kept(clean_text(part.text, "正文", f"{field}.text", LONGEST_PART), faults, "", A10),
    )
    if unknown := [t for t in tokens(read.text) if t not in known]:
        message = f"正文引用了没有的数据：{'、'.join(unknown)}；请从本通报的数据中选用"
        faults.append(Breach("FIGURE_UNKNOWN", message, A10, f"{field}.text"))
    return read


def unknown_figures(parts: Sequence[Part], known: frozenset[str]) -> list[Breach]:
    """Name figures that the text shows and the bulletin has no more, since they were taken anew."""
    gone = [t for p in parts for t in tokens(p.text) if t not in known]
    message = f"正文引用的数据已不在本通报中：{'、'.join(dict.fromkeys(gone))}"
    return [Breach("FIGURE_UNKNOWN", message, A10, "parts")] if gone else []


def check_send(
    state: BulletinState,
    kind: BulletinKind,
    parts: Sequence[Part],
    command: SendBulletin,
    *,
    ready_on: date,
    as_of: date,
    today: date,
) -> str | Refusal:
    """第十条（向全区通报）：sent once, when the period is over, with every gap of a year explained; return its number."""
    if state is BulletinState.SENT:
        return Refusal.of(BULLETIN_SENT)
    faults: list[Breach] = []
    number = kept(clean_name(command.number, "文号", "number", 100), faults, "", A10)
    if kind is BulletinKind.MONTHLY and (today <= ready_on or as_of < ready_on):
        message = f"该月数据截至{as_of.isoformat()}，月末（{ready_on.isoformat()}）后请重新取数再印发"
        faults.append(Breach("MONTH_NOT_OVER", message, A10, "bulletinId"))
    empty = [p.heading for p in parts if not p.text.strip()]
    if empty:
        code = "GAP_REASON_MISSING" if kind is BulletinKind.ANNUAL else "PART_EMPTY"
        what = "对照年度目标的差距须说明原因" if kind is BulletinKind.ANNUAL else "正文不能留空"
        faults.append(Breach(code, f"{what}：{'、'.join(empty)}", A10, "parts"))
    return Refusal(tuple(faults)) if faults else number


def check_erratum(state: BulletinState, command: CorrectBulletin) -> CorrectBulletin | Refusal:
    """An erratum is to a sent bulletin, names what was and what is, and why; return it as it is kept."""
    faults: list[Breach] = []
    if state is not BulletinState.SENT:
        faults.append(Breach("BULLETIN_NOT_SENT", "通报尚未印发，可直接修改草稿", A10, "bulletinId"))

    def name(written: str, label: str, field: str, longest: int = 2000) -> str:
        return kept(clean_name(written, label, field, longest), faults, "", A10)

    read = replace(
        command,
        place=name(command.place, "更正之处", "place", 500),
        was=name(command.was, "原内容", "was"),
        now=name(command.now, "更正为", "now"),
        reason=name(command.reason, "更正理由", "reason"),
        number=name(command.number, "文号", "number", 100),
    )
    if not faults and read.was == read.now:
        faults.append(Breach("NOTHING_CORRECTED", "更正前后的内容相同", A10, "now"))
    return Refusal(tuple(faults)) if faults else read
