"""The district profile: towns, units, forms and their aliases, read from TOML."""

import tomllib
from dataclasses import dataclass
from datetime import time
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, ClassVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import BadProfile


@dataclass(frozen=True, slots=True)
class Named:
    """A town or a unit: its canonical name and what people call it."""

    name: str
    aliases: tuple[str, ...] = ()


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """`escalate_after`: days late after which the head of the liaison committee is told."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    days_before: Annotated[int, Field(ge=0, le=60)] = 3
    repeat_every: Annotated[int, Field(ge=1, le=60)] = 7  # days between two reminders of what is late
    escalate_after: Annotated[int, Field(ge=1, le=365)] = 7
    quiet_from: time = time(21)
    quiet_until: time = time(8)

    def is_quiet(self, at: time) -> bool:
        """`at` in the district's zone."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until


class _File(BaseModel):
    """The TOML as written by staff. Unknown keys at the top are kept for later capabilities, not refused."""

    name: str
    timezone: str = "Asia/Shanghai"
    forms: tuple[str, ...] = (
        "板凳协商会",
        "协商议事会",
        "专题协商会",
        "对口协商",
        "界别协商",
        "提案办理协商",
    )
    towns: tuple[_Entry, ...] = ()
    units: tuple[_Entry, ...] = ()
    sectors: tuple[str, ...] = ()
    reminders: ReminderRules = ReminderRules()


@dataclass(frozen=True, slots=True)
class District:
    name: str
    timezone: ZoneInfo
    forms: tuple[str, ...]
    towns: tuple[Named, ...]
    units: tuple[Named, ...]
    sectors: tuple[str, ...] = ()
    reminders: ReminderRules = ReminderRules()
    is_sample: bool = False


def read_district(path: Path | None) -> District:
    """The profile at `path`, or the sample district; BadProfile says what is wrong with the file."""
    source = path or Path(str(resources.files("knowledge") / "data" / "district.toml"))
    try:
        raw: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
        parsed = _File.model_validate(raw)
        zone = ZoneInfo(parsed.timezone)
    except OSError as error:
        raise BadProfile(source, "读不到这个文件") from error
    except (tomllib.TOMLDecodeError, ValidationError, KeyError, ValueError) as error:
        raise BadProfile(source, "内容不符合格式") from error
    return District(
        name=parsed.name,
        timezone=zone,
        forms=parsed.forms,
        towns=tuple(Named(e.name, e.aliases) for e in parsed.towns),
        units=tuple(Named(e.name, e.aliases) for e in parsed.units),
        sectors=parsed.sectors,
        reminders=parsed.reminders,
        is_sample=path is None,
    )
