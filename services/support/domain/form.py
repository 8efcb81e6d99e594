"""The form of a matter: every field judged at once, by the data of its rule (`RequestKind.form`).

Values come and are kept as text, in one spelling each: numbers without leading zeros, days as 2026-03-02, yes and no as
true and false, choices by their code, files by their ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.breach import Breach
from services.support.domain import wording
from services.support.domain.keeping import beyond
from services.support.domain.kinds.model import FieldType, FormField, RequestKind

MOST_FILES = 20  # of one field
_WORDS = {"true": "是", "false": "否"}
_NUMBER = re.compile("[+-]?[0-9]{1,20}([.][0-9]{1,20})?")


def judge(written: Mapping[str, str], rule: RequestKind) -> tuple[dict[str, str], tuple[Breach, ...]]:
    """Return the form as it is kept, in the order of its fields, and everything that is wrong with it.

    Each breach names its field as `form.<code>`. What is empty counts as not filled in.
    """
    kept: dict[str, str] = {}
    faults = [_unknown(code, rule) for code in written if code not in rule.codes]
    for field in rule.form:
        text = written.get(field.code, "").strip()
        if not text:
            if field.required:
                faults.append(_fault("FIELD_MISSING", f"请填写“{field.name}”", field, rule))
            continue
        value = _READ[field.type](text, field, rule)
        if isinstance(value, Breach):
            faults.append(value)
        else:
            kept[field.code] = value
    faults.extend(_out_of_order(kept, rule))
    return kept, tuple(faults)


def files_of(form: Mapping[str, str], rule: RequestKind) -> dict[str, tuple[UUID, ...]]:
    """Name the files of a form that was judged, field by field."""
    fields = (field for field in rule.form if field.type is FieldType.FILE and field.code in form)
    return {field.code: tuple(UUID(one) for one in form[field.code].split(",")) for field in fields}


def shown(value: str, field: FormField) -> str:
    """Write a kept value as people read it; of files, how many there are.

    >>> shown("true", FormField(code="URGENT", name="是否加急", type=FieldType.BOOLEAN))
    '是'
    >>> shown("12.5", FormField(code="COST", name="造价", type=FieldType.MONEY))
    '12.5 万元'
    """
    if field.type is FieldType.BOOLEAN:
        return _WORDS.get(value, value)
    if field.type is FieldType.CHOICE:
        return dict(field.choices).get(value, value)
    if field.type is FieldType.FILE:
        return f"附件 {len(value.split(','))} 份"
    if field.type is FieldType.MONEY:
        return f"{value} 万元"
    return f"{value} {field.unit}" if field.type is FieldType.NUMBER and field.unit else value


def _fault(code: str, message: str, field: FormField, rule: RequestKind) -> Breach:
    return Breach(code, message, rule.article, f"form.{field.code}")


def _unknown(code: str, rule: RequestKind) -> Breach:
    names = "、".join(f"{f.code}（{f.name}）" for f in rule.form) or "无"
    return Breach(
        "FIELD_UNKNOWN",
        f"“{rule.name}”的表单没有字段 {wording.quoted(code)}；现有：{names}",
        rule.article,
        f"form.{code}",
    )


def _text(text: str, field: FormField, rule: RequestKind) -> str | Breach:
    said = wording.required(text, field.name, rule.article, f"form.{field.code}", longest=field.longest)
    return replace(said, code="FIELD_INVALID") if isinstance(said, Breach) else said


def _number(text: str, field: FormField, rule: RequestKind) -> str | Breach:
    if not _NUMBER.fullmatch(text):
        return _fault("FIELD_INVALID", f"“{field.name}”须为数字", field, rule)
    value = Decimal(text)
    if len(_plain(value).partition(".")[2]) > field.places:
        return _fault("FIELD_INVALID", f"“{field.name}”最多保留 {field.places} 位小数", field, rule)
    unit = "万元" if field.type is FieldType.MONEY else field.unit
    least = Decimal(0) if field.at_least is None and field.type is FieldType.MONEY else field.at_least
    if least is not None and value < least:
        return _fault("FIELD_OUT_OF_BOUNDS", f"“{field.name}”不能小于 {least:f} {unit}".rstrip(), field, rule)
    if field.at_most is not None and value > field.at_most:
        return _fault("FIELD_OUT_OF_BOUNDS", f"“{field.name}”不能大于 {field.at_most:f} {unit}".rstrip(), field, rule)
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _date(text: str, field: FormField, rule: RequestKind) -> str | Breach:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _fault("FIELD_INVALID", f"“{field.name}”须为日期，如 2026-03-02", field, rule)
    if unlikely := beyond(day, rule.article, f"form.{field.code}"):
        return _fault("FIELD_OUT_OF_BOUNDS", f"“{field.name}”：{unlikely.message}", field, rule)
    return day.isoformat()


def _boolean(text: str, field: FormField, rule: RequestKind) -> str | Breach:
    if text in _WORDS:
        return text
    return _fault("FIELD_INVALID", f"“{field.name}”须为 true（是）或 false（否）", field, rule)


def _choice(text: str, field: FormField, rule: RequestKind) -> str | Breach:
    if text in dict(field.choices):
        return text
    names = "、".join(f"{code}（{name}）" for code, name in field.choices)
    return _fault("FIELD_INVALID", f"“{field.name}”须为下列之一：{names}", field, rule)


def _files(text: str, field: FormField, rule: RequestKind) -> str | Breach:
    try:
        ids = [UUID(one.strip()) for one in text.split(",")]
    except ValueError:
        return _fault("FIELD_INVALID", f"“{field.name}”须为已上传文件的标识", field, rule)
    if len(set(ids)) != len(ids) or len(ids) > MOST_FILES:
        return _fault("FIELD_INVALID", f"“{field.name}”的文件不能重复，且不超过 {MOST_FILES} 个", field, rule)
    return ",".join(map(str, ids))


_READ: Mapping[FieldType, Callable[[str, FormField, RequestKind], str | Breach]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _number,
    FieldType.DATE: _date,
    FieldType.BOOLEAN: _boolean,
    FieldType.CHOICE: _choice,
    FieldType.FILE: _files,
}


def _out_of_order(kept: Mapping[str, str], rule: RequestKind) -> list[Breach]:
    """A day that must not precede another; days in their one spelling compare as texts do."""
    names, faults = {f.code: f.name for f in rule.form}, []
    for field in rule.form:
        first = field.not_before
        if first is not None and field.code in kept and first in kept and kept[field.code] < kept[first]:
            message = f"“{field.name}”（{kept[field.code]}）不能早于“{names[first]}”（{kept[first]}）"
            faults.append(_fault("FIELD_OUT_OF_ORDER", message, field, rule))
    return faults
