"""第十六条（二）：what is published names no person: texts that will be public are refused with what leads to one."""

from __future__ import annotations

import re

_BETWEEN = r"[\s\-－—()（）.·]*"
_LEADS = (
    ("手机号码", re.compile(rf"(?<!\d)1{_BETWEEN}[3-9](?:{_BETWEEN}\d){{9}}(?!\d)")),
    ("固定电话号码", re.compile(rf"(?<!\d)0\d{{2,3}}{_BETWEEN}\d{{7,8}}(?!\d)")),
    ("身份证号码", re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")),
    ("电子邮箱", re.compile(r"[\w.+-]+@[\w-]+\.\w+")),
    ("联系人", re.compile(r"(?:联系人|联系电话|经办人|法定代表人|微信|QQ)\s*[:：]")),
)


def leading_to_a_person(text: str) -> str | None:
    """Name what in a text leads to a person, in Chinese; None where nothing does.

    >>> leading_to_a_person("厂房二期，联系 138 0013 8000"), leading_to_a_person("一期厂房 1380 亩，贷款 13800138 元")
    ('手机号码', None)
    """
    plain = text.translate(_DIGITS)
    return next((what for what, pattern in _LEADS if pattern.search(plain)), None)


_DIGITS = {ord("０") + n: str(n) for n in range(10)} | {ord("＠"): "@"}
