"""第四条: a project that may have been registered before is told on entry; a warning, never a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.article import Article
from services.law.dated import Dated, Entry

A4 = Article(4)


@dataclass(frozen=True, slots=True)
class Alike:
    """From when on two projects are told as alike."""

    similarity: Decimal  # of the names: common pieces of three characters, of all that either has
    metres: int  # between the two locations
    shown: int  # how many are told at most, the likest first


ALIKE = Dated(
    A4,
    "疑似重复项目的提示口径",
    Entry(
        date.min, Alike(Decimal("0.5"), 500, 20), "第四条“充分论证”的执行口径：名称相似且业主、属地或位置相同的提示核对"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """In what a project is like the one that is entered."""

    similarity: Decimal
    same_owner: bool
    same_town: bool
    same_code: bool
    metres: int | None  # None where one of the two has no location


def reasons(of: Likeness, on: date) -> list[str]:
    """Say why the project is told.

    >>> like = Likeness(similarity=Decimal("0.6"), same_owner=True, same_town=False, same_code=False, metres=None)
    >>> reasons(like, date(2026, 1, 1))
    ['名称相似度60%', '同一业主']
    """
    limit = ALIKE.on(on)
    said = [f"名称相似度{of.similarity * 100:.0f}%"] if of.similarity >= limit.similarity else []
    said += ["同一业主"] if of.same_owner else []
    said += ["同一镇（街道）"] if of.same_town else []
    said += ["国家项目代码相同"] if of.same_code else []
    if of.metres is not None and of.metres <= limit.metres:
        said.append(f"位置相距约{of.metres}米")
    return said
