"""The routes of files: POST /files and GET /files/{id}."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.chassis.attachments.answers import OFF, fault, refusal
from services.chassis.attachments.download import give
from services.chassis.attachments.kept import Attachments
from services.chassis.attachments.upload import receive
from services.chassis.beside import Beside
from services.chassis.files import Files
from services.law.breach import Breach

log = logging.getLogger(__name__)


def routes(beside: Beside, kept: Attachments) -> APIRouter:
    """Build `POST /files` and `GET /files/{id}`; without a store both say that there is none."""
    files = Files.open(beside.runtime.settings)
    if files is None:
        log.warning("ZD_FILES is not set: no files are taken and none are given")
    router = APIRouter()

    @router.post("/files")
    async def upload(request: Request) -> Response:
        """Take a file in: its bytes as the body, its name as `?name=`, an Idempotency-Key, maybe X-Content-SM3."""
        return await _answered(files, lambda store: receive(beside, kept, store, request))

    @router.api_route("/files/{id}", methods=["GET", "HEAD"])
    async def download(request: Request, id: str) -> Response:
        """Hand a file out, whole or in part."""
        return await _answered(files, lambda store: give(beside, kept, store, request, id))

    return router


async def _answered(files: Files | None, answer: Callable[[Files], Awaitable[Response]]) -> Response:
    if files is None:
        return refusal([Breach("FILES_OFF", OFF)], HTTPStatus.SERVICE_UNAVAILABLE)
    try:
        return await answer(files)
    except Exception as error:
        told = fault(error)
        if told is None:
            raise
        return told
