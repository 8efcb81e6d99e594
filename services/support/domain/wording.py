"""Texts that a command must or may give: reasons, purposes, the basis of an allocation."""

from __future__ import annotations

from dataclasses import replace

from services.law.article import Article
from services.law.breach import Breach
from services.law.text import clean_text

LONGEST = 2_000
_SHOWN = 40  # of a code that nobody knows


def required(written: str, label: str, article: Article, field: str, longest: int = LONGEST) -> str | Breach:
    """Return the text as it is kept, or the breach of one that is empty, too long or not readable."""
    text = clean_text(written, label, field, longest)
    if isinstance(text, Breach):
        return replace(text, article=article)
    return text or Breach("TEXT_MISSING", f"{label}不能为空", article, field)


def optional(written: str | None, label: str, article: Article, field: str) -> str | Breach:
    """Return the text as it is kept, empty when none was given, or what is wrong with it."""
    text = clean_text(written or "", label, field, LONGEST)
    return replace(text, article=article) if isinstance(text, Breach) else text


def quoted(code: str) -> str:
    """Show in a message what was written where a known code was expected: its beginning is enough to find it by.

    >>> quoted("LAND"), quoted("x" * 41) == "'" + "x" * 40 + "…'"
    ("'LAND'", True)
    """
    return repr(code if len(code) <= _SHOWN else code[:_SHOWN] + "…")
