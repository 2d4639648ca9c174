"""Load and validate the course's settings from grader_config.py."""

import runpy
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from autograder.course import AutograderError
from autograder.lateness import LatePolicy, moment
from autograder.sandbox.limits import Limits

Device = Literal["cpu", "cuda"]
DEVICES: tuple[str, ...] = get_args(Device)
DAY_S = 86_400


class ConfigError(AutograderError):
    """A setting is wrong; the message names the key, the value and what is allowed."""


class GraderConfig(BaseModel):
    """Every setting of a course."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    course_id: str = Field(pattern=r"^[A-Za-z0-9_\-]+$")
    course_title: str = Field(min_length=1)
    device: Device = "cpu"
    jobs: int = Field(default=2, ge=1, le=256)
    seed: int | None = Field(default=None, ge=0, lt=2**31)
    check_timeout_s: float = Field(default=10.0, gt=0, le=DAY_S)
    submission_timeout_s: float = Field(default=120.0, gt=0, le=DAY_S)
    memory_mb: int = Field(default=2048, ge=64, le=2**20)
    max_file_mb: int = Field(default=20, ge=1, le=1024)
    submitted_directory: str = Field(default="submitted", min_length=1)
    output_directory: str = Field(default="graded", min_length=1)
    db_url: str | None = Field(default=None, pattern=r"^[a-z0-9+]+://")
    exchange_directory: str | None = None
    ignored_files: list[str] = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"]
    due_dates: dict[str, str] = {}
    late_policy: LatePolicy = LatePolicy()

    @field_validator("check_timeout_s", "submission_timeout_s", mode="before")
    @classmethod
    def _whole_seconds_are_seconds(cls, value: object) -> object:
        return float(value) if type(value) is int else value

    @field_validator("due_dates")
    @classmethod
    def _due_dates_name_a_moment(cls, value: dict[str, str]) -> dict[str, str]:
        for assignment, text in value.items():
            if moment(text) is None:
                raise PydanticCustomError("due_date", "write {example} for {assignment}, in UTC or with its zone", {
                    "example": "'2026-10-01 12:00'", "assignment": assignment})
        return value

    def database(self, root: Path) -> str:
        """The URL of nbgrader's gradebook: a file beside grader_config.py, unless another is configured."""
        return self.db_url or f"sqlite:///{root.resolve() / 'gradebook.db'}"

    @property
    def limits(self) -> Limits:
        """The bounds on one submission."""
        return Limits(self.check_timeout_s, self.submission_timeout_s, self.memory_mb)


def load(path: Path) -> GraderConfig:
    """Run `path` and read the keys of GraderConfig from its capital letters: COURSE_ID is `course_id`.

    Raises `ConfigError` naming key, value and what is allowed.
    """
    try:
        names = runpy.run_path(str(path))
    except Exception as error:
        raise ConfigError(f"{path} cannot be run: {type(error).__name__}: {error}") from error
    settings = {name.lower(): value for name, value in names.items() if name.isupper()}
    try:
        return GraderConfig(**settings)
    except ValidationError as error:
        raise ConfigError("\n".join(f"{path}: {_told(item)}" for item in error.errors())) from None


def _told(item: object) -> str:
    assert isinstance(item, dict)
    key = ".".join(map(str, item["loc"])).upper()
    if item["type"] == "extra_forbidden":
        known = ", ".join(name.upper() for name in GraderConfig.model_fields)
        return f"{key} is no setting; allowed are {known}"
    if item["type"] == "missing":
        return f"{key} is missing"
    return f"{key} is {item['input']!r}; {item['msg'][0].lower()}{item['msg'][1:]}"
