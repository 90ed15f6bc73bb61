"""Settings: a TOML file, the environment (POURPARLERS_*), flags; the later wins.

The file is `config.toml` in the user's configuration folder, or the one that POURPARLERS_CONFIG names. The
database's default place is `pourparlers.sqlite` in the user's data folder (on Linux
`~/.local/share/pourparlers/pourparlers.sqlite`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_config_path, user_data_path
from pydantic import Field, PlainValidator, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from .errors import ConfigError
from .places import Place, place_of


def default_db() -> Path:
    """Where the database lies unless a setting says otherwise."""
    return user_data_path("pourparlers", appauthor=False) / "pourparlers.sqlite"


def config_file() -> Path:
    """The configuration file that is read, whether it is there or not."""
    named = os.environ.get("POURPARLERS_CONFIG")
    return Path(named) if named else user_config_path("pourparlers", appauthor=False) / "config.toml"


class Settings(BaseSettings):
    """What a user may set; every field is documented in docs/reference.md (a test compares the two)."""

    model_config = SettingsConfigDict(env_prefix="POURPARLERS_", extra="forbid", frozen=True)

    db: Annotated[Place, PlainValidator(place_of)] = Field(
        default_factory=default_db, description="The database: a file, :memory:, or the URL of one on PostgreSQL."
    )
    lang: Literal["fr", "en"] | None = Field(
        default=None, description="Language of the output; without it, the system's if French, else English."
    )
    knowledge: tuple[Path, ...] = Field(
        default=(), description="Folders of CSV tables put over the packaged knowledge base, in order."
    )
    author: str = Field(default="user", description="Whose name the judgements bear that a person makes.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="error", description="What the commands log to standard error."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then the file."""
        return init_settings, env_settings, _FileSource(settings_cls)


class _FileSource(TomlConfigSettingsSource):
    """The TOML file; what is wrong with it is said of the file, not of pydantic."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls, toml_file=config_file())


def load_settings(**flags: Any) -> Settings:
    """The settings that hold, `flags` (those that are not None) before everything else.

    Raises ConfigError naming the setting, the file it may come from, and what is wrong.
    """
    path = config_file()
    if os.environ.get("POURPARLERS_CONFIG") and not path.is_file():
        raise ConfigError(f"{path}: no such file; POURPARLERS_CONFIG must name a TOML file")
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        where = f"flag, POURPARLERS_{name.upper()} or {path}"
        raise ConfigError(f"setting {name}: {first['msg']} (given by {where})") from error
    except (OSError, ValueError) as error:  # SettingsError and TOMLDecodeError are ValueErrors
        raise ConfigError(f"{path}: {error}") from error
