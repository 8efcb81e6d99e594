"""Texts of a command as they are kept; what is wrong with them is gathered."""

from __future__ import annotations

from dataclasses import replace

from services.law.article import Article
from services.law.breach import Breach
from services.law.text import LONGEST_NAME, LONGEST_TEXT, clean_name, clean_text


def name_of(
    written: str, label: str, field: str, article: Article, breaches: list[Breach], longest: int = LONGEST_NAME
) -> str:
    """Return a name or title that must be there; a breach is collected instead, and the text is then empty."""
    return _kept(clean_name(written, label, field, longest), article, breaches)


def text_of(
    written: str, label: str, field: str, article: Article, breaches: list[Breach], longest: int = LONGEST_TEXT
) -> str:
    """Return a free text that must be there; a breach is collected instead, and the text is then empty."""
    text = clean_text(written, label, field, longest)
    return _kept(text or Breach("TEXT_MISSING", f"{label}不能为空", field=field), article, breaches)


def optional_text(
    written: str | None, label: str, field: str, article: Article, breaches: list[Breach], longest: int = LONGEST_TEXT
) -> str | None:
    """Return a free text that may be absent."""
    if written is None:
        return None
    return _kept(clean_text(written, label, field, longest), article, breaches) or None


def same_person(name: str, other: str) -> bool:
    """Whether two names, the first as it is kept, are written alike."""
    return bool(name) and name == clean_name(other, "姓名")


def _kept(text: str | Breach, article: Article, breaches: list[Breach]) -> str:
    if isinstance(text, Breach):
        breaches.append(replace(text, article=article))
        return ""
    return text
