"""Configuration of a service process, from ZD_* environment variables; refused loudly when something is wrong."""

from __future__ import annotations

import sys
from enum import StrEnum

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.chassis.file_places import Bucket, place_of

DEVELOPMENT_ISSUER = "https://issuer.invalid/dev"


class Mode(StrEnum):
    """Development opens introspection, the business date and the development issuer; production refuses them."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Part(StrEnum):
    """What one process runs: any mix, several processes of a service may share the work."""

    WEB = "web"
    RELAY = "relay"
    INBOX = "inbox"
    JOBS = "jobs"


class Reading(StrEnum):
    """How queries are answered: compiled to SQL as far as they can be, or walked field by field."""

    COMPILE = "compile"
    WALK = "walk"


class Settings(BaseSettings):
    """All that a service process is told from outside. No default is a secret or an address."""

    model_config = SettingsConfigDict(env_prefix="ZD_", extra="ignore", frozen=True)

    mode: Mode = Mode.PRODUCTION
    database_url: SecretStr
    kafka_url: str
    redis_url: SecretStr
    oidc_issuer: str
    oidc_audience: str
    oidc_jwks: str = Field(description="URL of the issuer's key set, or the path of a file that holds it")
    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)
    share_port: bool = Field(
        default=False, description="other processes of the service listen on this port too; the system deals out"
    )
    parts: str = "web,relay,inbox,jobs"
    log_level: str = "INFO"
    traces: str = ""
    trace_ratio: float = Field(default=1.0, ge=0, le=1, description="which share of new traces is kept")
    reads: Reading = Field(
        default=Reading.COMPILE, description="`walk` leaves every read to graphql-core: slow, for doubt"
    )
    pool_size: int = Field(default=10, ge=1, le=200)
    pool_wait_seconds: float = Field(default=10, gt=0, description="how long a read or command waits for a connection")
    statement_timeout_ms: int = Field(default=10_000, ge=100)
    idempotency_days: int = Field(default=30, ge=1, description="how long a command's key is remembered")
    files: str = Field(default="", description="where the bytes of files are kept; empty: no files are taken")
    files_access_key: SecretStr | None = Field(default=None, description="of the bucket that ZD_FILES names")
    files_secret_key: SecretStr | None = Field(default=None, description="of the bucket that ZD_FILES names")
    files_link_key: SecretStr | None = Field(
        default=None, min_length=32, description="signs short-lived links to files; without it there are none"
    )
    files_max_bytes: int = Field(default=100 * 1024 * 1024, ge=1024, lt=2**31, description="the largest file")
    files_unused_hours: int = Field(default=72, ge=1, description="how long an upload waits for its record")

    @field_validator("database_url")
    @classmethod
    def _postgres(cls, url: SecretStr) -> SecretStr:
        if not url.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("ZD_DATABASE_URL must be a postgresql:// URL")
        return url

    @field_validator("files")
    @classmethod
    def _known_place(cls, url: str) -> str:
        if url:
            place_of(url)
        return url

    @field_validator("parts")
    @classmethod
    def _known_parts(cls, parts: str) -> str:
        for part in parts.split(","):
            Part(part.strip())
        return parts

    @model_validator(mode="after")
    def _production_is_strict(self) -> Settings:
        if self.mode is Mode.PRODUCTION and self.oidc_issuer == DEVELOPMENT_ISSUER:
            raise ValueError("the development issuer is refused in production: set ZD_OIDC_ISSUER to your provider")
        return self

    @model_validator(mode="after")
    def _bucket_has_credentials(self) -> Settings:
        complete = self.files_access_key and self.files_secret_key
        if self.files and not complete and isinstance(place_of(self.files), Bucket):
            raise ValueError("a bucket in ZD_FILES needs ZD_FILES_ACCESS_KEY and ZD_FILES_SECRET_KEY")
        return self

    @property
    def running(self) -> frozenset[Part]:
        """The parts that this process runs."""
        return frozenset(Part(p.strip()) for p in self.parts.split(","))

    @property
    def development(self) -> bool:
        """Whether this is a development process."""
        return self.mode is Mode.DEVELOPMENT


def read_settings() -> Settings:
    """Read the environment; end the process with one sentence a fault when it is wrong (values are never printed)."""
    try:
        return Settings()  # type: ignore[call-arg]  # filled from the environment
    except ValidationError as fault:
        for error in fault.errors(include_url=False, include_input=False):
            name = "ZD_" + "_".join(map(str, error["loc"])).upper() if error["loc"] else "configuration"
            sys.stderr.write(f"配置有误 / bad configuration: {name}: {error['msg']}\n")
        raise SystemExit(78) from None  # EX_CONFIG
