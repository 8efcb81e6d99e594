"""Where a line of Chinese type may end: no line begins with a closing mark, ends with an opening one, or tears a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

_BEGINS_NONE = frozenset("，。、；：！？）〕】》〉」』”’…—·％%‰℃,.;:!?)]}")
_ENDS_NONE = frozenset("（〔【《〈「『“‘([{￥")
_OF_NUMBERS = frozenset(".-/+")
_LATIN = 0x2E7F  # beyond it begin the characters between which any line may end
_SLACK = 1e-6  # points: what adding widths up loses


def broken(text: str, widths: Sequence[float], font: str, size: float) -> list[str]:
    """Break a text into lines of these widths, the last of which holds for all further ones. Nothing is left out.

    A word or number that is wider than a line, and marks that fill one, are broken wherever the line is full.
    """
    lines: list[str] = []
    start = at = 0
    used = 0.0
    while at < len(text):
        own = _width(text[at], font, size)
        room = widths[min(len(lines), len(widths) - 1)]
        if at > start and used + own > room + _SLACK:
            at = _last(text, start, at)
            lines.append(text[start:at])
            start, used = at, 0.0
            continue
        used += own
        at += 1
    return [*lines, text[start:]] if start < len(text) else lines


def _last(text: str, start: int, full: int) -> int:
    """Where the line ends that is full before this place: there, or at the last place before where one may end."""
    return next((at for at in range(full, start, -1) if _may_end(text[at - 1], text[at])), full)


def _may_end(before: str, after: str) -> bool:
    if after in _BEGINS_NONE or before in _ENDS_NONE:
        return False
    return not (_of_a_word(before) and _of_a_word(after))


def _of_a_word(character: str) -> bool:
    return ord(character) < _LATIN and (character.isalnum() or character in _OF_NUMBERS)


@lru_cache(maxsize=20_000)
def _width(character: str, font: str, size: float) -> float:
    width: float = stringWidth(character, font, size)
    return width
