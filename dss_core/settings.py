"""Typed settings, read from the environment (prefix ``DSS_``). Unsafe values stop the start."""

import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from dss_core.errors import BadSettings

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
LOOPBACK = ("localhost", "127.0.0.1", "::1")
FEWEST_DIFFERENT = 10  # thirty-two times the same letter is not a secret


class Settings(BaseSettings):
    """Where data lies, which database is used, and how the app is served."""

    # A variable that is set to nothing says nothing: an empty DSS_LOCAL_DIR must not mean "here".
    model_config = SettingsConfigDict(env_prefix="DSS_", env_ignore_empty=True, frozen=True, extra="ignore")

    data_dir: Path = ROOT / "data"
    local_dir: Path | None = Field(default=None, description="database, raw uploads, snapshots; data/local by default")
    database_url: str = Field(
        default="", repr=False, description="empty: an SQLite file in local_dir; else a PostgreSQL address"
    )
    secret_key: str = Field(
        default="", repr=False, description="keys the hash of ID numbers; empty: a file in local_dir"
    )
    secret_key_before: str = Field(default="", repr=False, description="the key before this one, for rotate-key")
    host: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65535)
    session_idle_minutes: int = Field(default=60, ge=1)
    session_hours: int = Field(default=12, ge=1)
    is_https: bool = Field(default=False, description="true behind TLS: the session cookie is then sent over TLS only")
    oidc_issuer: str = Field(default="", description="the OpenID provider's address; empty: local accounts alone")
    oidc_client_id: str = Field(default="", description="how the provider knows this program")
    oidc_client_secret: str = Field(default="", repr=False, description="what the provider knows this program by")

    @cached_property
    def local(self) -> Path:
        """The folder for what this installation makes itself; never in git."""
        return self.local_dir or self.data_dir / "local"

    @cached_property
    def url(self) -> str:
        """The SQLAlchemy address of the database."""
        if not self.database_url:
            return f"sqlite:///{self.local / 'dss.sqlite3'}"
        if self.database_url.startswith("sqlite:///"):
            return self.database_url
        for scheme in ("postgresql+psycopg://", "postgresql://", "postgres://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        raise BadSettings("settings_database_url", setting="DSS_DATABASE_URL")

    @cached_property
    def has_oidc(self) -> bool:
        """Whether one may sign in by OpenID Connect; ``BadSettings`` when it is set halfway or without TLS."""
        given = {name: str(getattr(self, f"oidc_{name}")) for name in ("issuer", "client_id", "client_secret")}
        if not any(given.values()):
            return False
        for name, value in given.items():
            if not value:
                raise BadSettings("settings_oidc_part", setting=f"DSS_OIDC_{name.upper()}")
        parts = urlsplit(self.oidc_issuer)
        if parts.scheme != "https" and (parts.scheme != "http" or parts.hostname not in LOOPBACK):
            raise BadSettings("settings_oidc_issuer", setting="DSS_OIDC_ISSUER")
        return True

    @cached_property
    def secret(self) -> bytes:
        """The key of this installation; made once and kept readable for its owner alone. Refuses a guessed one."""
        if self.secret_key:
            return sound_secret(self.secret_key.encode(), "DSS_SECRET_KEY")
        path = self.key_file
        if path.with_name(f"{path.name}.before").exists():
            raise BadSettings("settings_key_unfinished", setting=path.name)
        if not path.exists():
            self.local.mkdir(parents=True, exist_ok=True, mode=0o700)
            with suppress(FileExistsError):  # another process made it just now
                path.touch(mode=0o600, exist_ok=False)
                path.write_bytes(made_secret())
        # An editor may have added a line end, which would change the hash of every ID number.
        return sound_secret(path.read_bytes().strip(), path.name)

    @cached_property
    def key_file(self) -> Path:
        """Where the key lies if no setting tells it."""
        return self.local / "secret.key"


def made_secret() -> bytes:
    """A new secret that nobody can guess."""
    return secrets.token_urlsafe(48).encode("ascii")


def sound_secret(secret: bytes, setting: str) -> bytes:
    """The secret, or ``BadSettings``: an empty or guessed one would leave the hashed ID numbers open."""
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_DIFFERENT:
        raise BadSettings("settings_weak_secret", setting=setting, shortest=SHORTEST_SECRET)
    return secret


def load_settings() -> Settings:
    """The settings of this process, or ``BadSettings`` naming the one that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "DSS_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSettings("settings_value", setting=name, problem=first["msg"]) from error
