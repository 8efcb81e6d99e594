"""Texts that people type: names that go into official documents, and free texts.

Both are brought to NFC and trimmed, and refused with control characters, lone surrogates or anything invisible, since
two names that look the same must be the same. Emoji are refused in names (a red-headed document cannot print them)
and welcome in free texts.
"""

from __future__ import annotations

import re
import unicodedata

from services.law.breach import Breach

LONGEST_NAME = 200
LONGEST_TEXT = 10_000

_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_SPACE = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SPACES = re.compile(f"[{_SPACE}]+")
_TRIMMED = _SPACE + "\t\r\n"  # not str.strip(), which would drop control characters in silence
_LAYOUT = frozenset("\n\t")  # control characters that a free text may have
# Letters, marks and symbols that show nothing although Unicode does not call them format characters.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_SIGNS = frozenset("°℃℉№℡")  # "other symbols" that names do use; the rest of that class is mostly pictures
_CJK_SIGNS = range(0x3200, 0x3400)  # ㈱, ㎡, ㎏ and their kind
_PICTURES = range(0x1F000, 0x1FFFE)
_KEYCAP = "\u20e3"
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_IDEOGRAPHS = range(0x20000, 0x3FFFE)  # GB 18030-2022 knows more of them than an older Python's tables
_MOST_MARKS = 3  # combining marks in a row; more overprint the lines around


def clean_name(written: str, label: str, field: str | None = None, longest: int = LONGEST_NAME) -> str | Breach:
    r"""Return the name as it is kept, or the reason why it cannot be one. Spaces inside become one ordinary space.

    >>> clean_name(" 松井 涂料　项目 ", "项目名称")
    '松井 涂料 项目'
    >>> clean_name("松井\u200b涂料", "项目名称").message
    '项目名称含有不可见字符（U+200B），请删除'
    """
    # Trimming may shorten a text, but one this long is refused before any work is spent on it.
    if len(written) > 4 * longest + 100:
        return _too_long(label, longest, field)
    name = unicodedata.normalize("NFC", _SPACES.sub(" ", written.strip(_TRIMMED)))
    if not name:
        return Breach("TEXT_MISSING", f"{label}不能为空", field=field)
    return _unsuitable(name, label, field, name=True) or _limited(name, label, field, longest)


def clean_text(written: str, label: str, field: str | None = None, longest: int = LONGEST_TEXT) -> str | Breach:
    r"""Return the free text as it is kept, or the reason why it cannot be one. An empty text is allowed.

    >>> clean_text("已报规\r\n待批 👍", "说明")
    '已报规\n待批 👍'
    """
    if len(written) > 4 * longest + 100:
        return _too_long(label, longest, field)
    text = unicodedata.normalize("NFC", written.replace("\r\n", "\n").replace("\r", "\n").strip(_TRIMMED))
    return _unsuitable(text, label, field, name=False) or _limited(text, label, field, longest)


def _limited(text: str, label: str, field: str | None, longest: int) -> str | Breach:
    return text if len(text) <= longest else _too_long(label, longest, field)


def _too_long(label: str, longest: int, field: str | None) -> Breach:
    return Breach("TEXT_TOO_LONG", f"{label}不能超过 {longest} 个字符", field=field)


def _unsuitable(text: str, label: str, field: str | None, *, name: bool) -> Breach | None:
    """Report the first character that may not stand where it does."""
    marks = 0
    for at, char in enumerate(text):
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks > _MOST_MARKS:
            return Breach("TEXT_MARKS", f"{label}含有过多叠加符号，请删除", field=field)
        if not name and (char in _LAYOUT or _joins_pictures(text[at - 1 : at], char, text[at + 1 : at + 2])):
            continue
        fault = _fault(char) or (("NAME_SYMBOL", "表情或图形符号") if name and _is_picture(char) else None)
        if fault:
            code, kind = fault
            return Breach(code, f"{label}含有{kind}（U+{ord(char):04X}），请删除", field=field)
    return None


def _fault(char: str) -> tuple[str, str] | None:
    """What no text may hold: the code and the kind in words."""
    point, category = ord(char), unicodedata.category(char)
    if category == "Cs":
        return "TEXT_LONE_SURROGATE", "残缺字符"
    if category == "Cc":
        return "TEXT_CONTROL_CHARACTER", "控制字符"
    if category in {"Cf", "Zl", "Zp"} or char in _BLANK or any(point in span for span in _VARIATIONS):
        return "TEXT_INVISIBLE_CHARACTER", "不可见字符"
    unknown = category == "Co" or (category == "Cn" and point not in _PICTURES and not _is_ideograph(point))
    return ("TEXT_UNKNOWN_CHARACTER", "无法识别的字符") if unknown else None


def _is_ideograph(point: int) -> bool:
    return point in _IDEOGRAPHS and point & 0xFFFE != 0xFFFE  # noqa: PLR2004 - the last two of a plane are never characters


def _is_picture(char: str) -> bool:
    point = ord(char)
    symbol = unicodedata.category(char) == "So" and char not in _SIGNS and point not in _CJK_SIGNS
    return symbol or point in _PICTURES or char == _KEYCAP


def _joins_pictures(before: str, char: str, after: str) -> bool:
    """Whether an invisible character only builds one emoji out of its neighbours, as in a family or a keycap."""
    if not before:
        return False
    if char == _EMOJI_STYLE:
        return _is_picture(before) or after == _KEYCAP or not (before.isalpha() or before.isspace() or before.isdigit())
    return char == _JOINER and (_is_picture(before) or before == _EMOJI_STYLE) and bool(after) and _is_picture(after)
