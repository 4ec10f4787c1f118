"""The news record: actors, actions, counts, quotations and dates of one article."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from extractor.fields import Citations, Event, Mention, Number, Quantity, Verbatim, When

Hedge = Literal["about", "nearly", "over", "just_over", "under", "at_least", "at_most"]


class Item(BaseModel):
    """What every item of the record has."""

    model_config = ConfigDict(extra="forbid")

    id: str | None = Field(None, description="Short id, unique in the record (a1, x1, c1, q1, d1); other items refer to it.")
    evidence: Citations = Field(
        default_factory=list, description="Words of the article, copied verbatim, that show this item. As short as shows it."
    )


class Actor(Item):
    """Somebody who acts or speaks: a person, a body, a country, a group."""

    name: Annotated[str, Mention()] = Field(
        description='The fullest name the article uses; for someone unnamed the phrase itself ("a NATO official").'
    )
    kind: Annotated[Literal["person", "organization", "country", "group", "place"] | None, Mention("kind")] = Field(
        None, description="person, organization, country, group (a nationality or other group of people) or place."
    )
    role: Annotated[str | None, Mention("role")] = Field(
        None, description='Office or function in the words of the article ("Russian presidential spokesman").'
    )
    affiliation: Annotated[str | None, Mention("affiliation")] = Field(
        None, description="Actor id, or name, of the body or country this actor belongs to."
    )
    aliases: Annotated[list[str], Mention("aliases")] = Field(
        default_factory=list, description='Other words the article uses for the same actor ("Peskov", "the alliance").'
    )


class Action(Item):
    """Who did what to whom, as one verb."""

    actor: Annotated[str | None, Event("actor")] = Field(
        None, description="Actor id, or name, of who did it. Never the one who only reports it; empty when the article does not say."
    )
    verb: Annotated[str, Event("verb")] = Field(description='The verb in its base form ("expel").')
    object: Annotated[str | None, Event("object")] = Field(None, description="What it was done to, in the words of the article.")
    target: Annotated[str | None, Event("target")] = Field(None, description="Actor id, or name, of whom it was done to.")
    date: Annotated[str | None, Event("date")] = Field(None, description="Date id of when it happened.")
    place: Annotated[str | None, Event("place")] = Field(None, description="Where, in the words of the article.")
    status: Annotated[Literal["happened", "planned", "ongoing", "alleged", "denied", "negated", "conditional"] | None, Event("status")] = (
        Field(None, description="What the article says of its reality; alleged when only somebody's word stands for it.")
    )
    source: Annotated[str | None, Event("source")] = Field(
        None, description="Actor id, or name, of who says so, when the article reports it from somebody."
    )


class Count(Item):
    """A number of the article and what it counts or measures."""

    value: Annotated[Number | None, Quantity()] = Field(
        None, description='The number, when it is one number. "nearly 500" is value 500 with mod nearly.'
    )
    low: Annotated[Number | None, Quantity("low")] = Field(
        None, description='Lower end of a range. Magnitudes are ranges: dozens 24-99, hundreds 200-999, "tens of thousands" 20000-99999.'
    )
    high: Annotated[Number | None, Quantity("high")] = Field(None, description="Upper end of a range.")
    unit: Annotated[str | None, Quantity("unit")] = Field(
        None, description="percent, percentage_point, an ISO 4217 code, day, km ...; empty for a plain count."
    )
    mod: Annotated[Hedge | None, Quantity("mod")] = Field(None, description="How the article hedges the number; empty when exact.")
    per: Annotated[str | None, Quantity("per")] = Field(None, description='Base of a rate ("day", "100000 people").')
    of: Annotated[str | None, Quantity("of")] = Field(
        None, description='What is counted or measured, with what happened to it ("members of Russia\'s mission expelled").'
    )
    actor: Annotated[str | None, Quantity("actor")] = Field(None, description="Actor id, or name, of who did what the number counts.")
    action: Annotated[str | None, Quantity("action")] = Field(None, description="Action id, or verb, of the event the number belongs to.")
    role: Annotated[Literal["from", "to", "total", "part", "change", "each"] | None, Quantity("role")] = Field(
        None, description="from and to for the two ends of a change; total, part, change or each where the article says so."
    )

    @model_validator(mode="after")
    def _value_or_range(self) -> Count:
        if self.value is None and self.low is None and self.high is None:
            raise ValueError("a count needs value, or low and high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self


class Quote(Item):
    """Words somebody said."""

    text: Annotated[str, Verbatim(quoted=True)] = Field(
        description="The words, verbatim. Join the parts of a split quotation as they were said."
    )
    speaker: Annotated[str | None, Verbatim("speaker")] = Field(None, description="Actor id, or name, of who said it; never the listener.")
    cue: Annotated[str | None, Verbatim("cue")] = Field(None, description='The word of attribution ("told", "according to").')
    addressee: Annotated[str | None, Verbatim("addressee")] = Field(None, description="Who was told, when the article says.")
    kind: Annotated[Literal["direct", "mixed", "indirect"] | None, Verbatim("kind")] = Field(
        None, description="direct (between marks), mixed (marks inside a reported clause) or indirect (no marks)."
    )


class Date(Item):
    """When something happened."""

    text: Annotated[str | None, When("text")] = Field(None, description='The words of the article ("on Wednesday").')
    value: Annotated[str, When()] = Field(
        description="EDTF, only as precise as the article: 2021-10-06, 2021-10, 2014, 199X, 2021-03/2021-05, ../2020-04-07."
    )
    event: Annotated[str | None, When("event")] = Field(None, description="What happened then, in a few words.")
    action: Annotated[str | None, When("action")] = Field(None, description="Action id of what happened then.")


class NewsRecord(BaseModel):
    """What a news article says: who did what to whom, how many, who said what, and when."""

    model_config = ConfigDict(extra="forbid")

    actors: list[Actor] = Field(default_factory=list, description="Everybody who acts or speaks in the article, once each.")
    actions: list[Action] = Field(default_factory=list, description="What they did, in order of the article.")
    counts: list[Count] = Field(default_factory=list, description="Every number that counts or measures something.")
    quotes: list[Quote] = Field(default_factory=list, description="Every quotation with its speaker.")
    dates: list[Date] = Field(default_factory=list, description="Every date and what happened then.")
