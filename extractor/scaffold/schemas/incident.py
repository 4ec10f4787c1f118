"""An incident as a news article reports it: what it cost in lives, when it happened, and what was said."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from extractor.fields import Mention, Quantity, Verbatim, When


class Statement(BaseModel):
    """Words somebody said about it."""

    text: Annotated[str, Verbatim(quoted=True)] = Field(description="The words, verbatim.")
    speaker: Annotated[str | None, Verbatim("speaker")] = Field(None, description="Who said it.")


class IncidentRecord(BaseModel):
    """One incident. Leave out what the article does not say."""

    killed: Annotated[int | None, Quantity(of="people killed")] = Field(None, description="How many people died.")
    injured: Annotated[int | None, Quantity(of="people injured")] = Field(None, description="How many people were hurt.")
    day: Annotated[date | None, When()] = Field(None, description="The day people were killed or injured.")
    parties: list[Annotated[str, Mention()]] = Field(default_factory=list, description="Persons and bodies the article names.")
    statements: list[Statement] = Field(default_factory=list, description="What was said, with the speaker.")
