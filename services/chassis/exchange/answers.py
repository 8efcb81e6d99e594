"""How a signed interface answers: every refusal is JSON with a code, a Chinese message, the field and the clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from services.chassis.graphql import UserError

_CONFLICTS = frozenset({"NUMBER_REUSED", "VERSION_CONFLICT", "CONFLICT", "IDEMPOTENCY_KEY_REUSED"})
_NOT_FOUND = frozenset({"NUMBER_UNKNOWN"})


class Fault(BaseModel):
    """One reason."""

    code: str = Field(description="稳定的英文代码 / Stable code")
    message: str = Field(description="缺什么、怎么补 / What is wrong and what would mend it, in Chinese")
    field: str | None = Field(default=None, description="有误的字段 / Field at fault")
    article: str | None = Field(default=None, description="依据条款 / The clause that asks for it")


class Faults(Fault):
    """第一条理由在最外层，全部理由在 errors / The first reason, and all of them in `errors`."""

    errors: list[Fault] = Field(description="全部理由 / All reasons")


class Refused(Exception):
    """A request that is not carried out; nothing was changed."""

    def __init__(self, status: int, *faults: Fault, retry_after: int | None = None) -> None:
        """Refuse for these reasons."""
        super().__init__(faults[0].code)
        self.status = status
        self.faults = faults
        self.retry_after = retry_after

    @classmethod
    def of(
        cls, status: int, code: str, message: str, field: str | None = None, retry_after: int | None = None
    ) -> Refused:
        """Refuse for one reason that no clause asks for."""
        return cls(status, Fault(code=code, message=message, field=field), retry_after=retry_after)

    @classmethod
    def by(cls, errors: Sequence[UserError], conflicts: frozenset[str] = frozenset()) -> Refused:
        """Refuse as the rules did; `conflicts`: codes of the interface that say that something else is there already."""
        codes = {e.code for e in errors}
        status = 404 if codes & _NOT_FOUND else 409 if codes & (_CONFLICTS | conflicts) else 422
        return cls(status, *(Fault(code=e.code, message=e.message, field=e.field, article=e.article) for e in errors))

    @classmethod
    def malformed(cls, fault: RequestValidationError) -> Refused:
        """Refuse a body or a path that is not what the description says."""
        errors = fault.errors()
        if any(e["type"] == "json_invalid" for e in errors):
            return cls.of(400, "JSON_INVALID", "请求正文不是有效的JSON")
        found = [Fault(code=_CODES.get(e["type"], "VALUE_INVALID"), message=_words(e), field=_field(e)) for e in errors]
        return cls(422, *found)

    def response(self) -> Response:
        """Write the answer."""
        first, *_ = self.faults
        body = Faults(**first.model_dump(), errors=list(self.faults))
        headers = {} if self.retry_after is None else {"retry-after": str(self.retry_after)}
        return JSONResponse(body.model_dump(), status_code=self.status, headers=headers)


_CODES = {"missing": "FIELD_MISSING", "extra_forbidden": "FIELD_UNKNOWN"}
_MESSAGES = {
    "missing": "缺少必填项",
    "extra_forbidden": "没有这个字段，请核对接口说明",
    "enum": "取值不在允许范围内",
    "string_pattern_mismatch": "格式不正确",
    "string_too_long": "超过最大长度",
    "string_too_short": "不能为空",
    "too_long": "项数过多",
}


def _words(error: dict[str, Any]) -> str:
    return f"{_field(error) or '请求'}：{_MESSAGES.get(error['type'], '内容或类型不符合接口说明')}"


def _field(error: dict[str, Any]) -> str | None:
    """Write the place of a fault as the caller wrote it."""
    place = [str(part) for part in error["loc"] if part not in {"body", "path", "query"}]
    return ".".join(place)[:200].encode("utf-8", "replace").decode() or None
