"""A file in the API."""

from __future__ import annotations

import base64
from typing import Self

import strawberry

from services.chassis.digest import sm3
from services.chassis.documents.file import File


@strawberry.type(description="用地保障导出的文件 / A file of the land area")
class LandFile:
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    media_type: str = strawberry.field(description="媒体类型 / Media type")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    size: int = strawberry.field(description="字节数 / Bytes")
    sm3: str = strawberry.field(description="SM3杂凑值 / SM3 digest of the file")

    @classmethod
    def of(cls, file: File) -> Self:
        return cls(
            file_name=file.name,
            media_type=file.media_type,
            content_base64=base64.b64encode(file.content).decode(),
            size=len(file.content),
            sm3=sm3(file.content),
        )
