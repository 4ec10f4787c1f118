"""The rules for actions (E1-E8), each with cases that the tests run."""

from __future__ import annotations

from extractor.core.rule import Example, Rule

_NATO = "NATO expelled eight members of the Russian mission on Wednesday."
_PASSIVE = "Two journalists were arrested by the police on Monday."
_PLAN = "The government will close the port next year. The mayor did not sign the treaty."
_BESIDE = "Four Liberals voted with the Greens against the budget. Castia's plan is to cut the tax."
_SAID = "Tom Birk said that the company fired 40 workers."


def _case(text: str, verb: str, expect: str, why: str, **more: object) -> Example:
    return Example(text, expect, {"kind": "action", "verb": verb, **more}, "2023-06-22", why)


RULES: tuple[Rule, ...] = (
    Rule(
        "E1",
        "told-in-the-article",
        "Accepts an action whose verb, or the noun for it, the article states with its actor; refuses one the article does not tell of.",
        "An action nobody told of did not come from the article.",
        (
            _case(_NATO, "expel", "exact", "verb and actor in one clause", actor="NATO"),
            _case(_NATO, "invade", "absent", "no such action", actor="NATO"),
            _case("The expulsion of eight members by NATO followed.", "expel", "equivalent", "the noun for it", actor="NATO"),
        ),
        "Near-synonyms are accepted as equivalent from a small list; others are absent.",
    ),
    Rule(
        "E2",
        "who-did-it",
        "Refuses an action given to somebody else than its agent; the by-phrase of a passive is the agent, a reporting speaker is not.",
        "Who did it is the point of the record.",
        (
            _case(_PASSIVE, "arrest", "exact", "agent of a passive", actor="the police"),
            _case(_SAID, "fire", "misattributed", "Birk only says so", actor="Tom Birk"),
            _case(_BESIDE, "vote", "exact", "together with the agent", actor="Greens", object="against the budget"),
            _case(_BESIDE, "cut", "exact", "what his plan does is planned by him", actor="Castia", object="the tax", status="planned"),
        ),
        "Where the article names no agent, an actor is undecided, unless it stands in the same sentence. In a sentence whose tree is in "
        "doubt, actor, verb and object one behind the other are enough.",
    ),
    Rule(
        "E3",
        "right-way-round",
        "Refuses an action with actor and target exchanged.",
        "The same words, the opposite news.",
        (
            _case("Dorne attacked Belmar on Monday.", "attack", "exact", "as it stands", actor="Dorne", target="Belmar"),
            _case("Dorne attacked Belmar on Monday.", "attack", "misattributed", "turned round", actor="Belmar", target="Dorne"),
        ),
    ),
    Rule(
        "E4",
        "to-whom",
        "Refuses a target the sentence of the action does not name when it names another.",
        "Whom it was done to decides what it was.",
        (
            _case("Dorne attacked Belmar on Monday. Castia watched.", "attack", "exact", "the target", actor="Dorne", target="Belmar"),
            _case("Dorne attacked Belmar on Monday. Castia watched.", "attack", "misattributed", "another", actor="Dorne", target="Castia"),
        ),
    ),
    Rule(
        "E5",
        "reality-of-an-action",
        "Refuses an action said to have happened when the article denies it, or only plans or imagines it, and the other way round.",
        "A plan is not a deed and a denial is not a confession.",
        (
            _case(_PLAN, "close", "exact", "planned", actor="government", status="planned"),
            _case(_PLAN, "close", "contradicted", "did not happen yet", actor="government", status="happened"),
            _case(_PLAN, "sign", "contradicted", "negated in the article", actor="mayor", status="happened"),
        ),
        "happened, ongoing and alleged go together: articles report one and the same deed in all three ways. An infinitive of a result "
        '("won 2-0 to reach the final") has happened; what is said by calling or marked by gathering may be told as done or as planned.',
    ),
    Rule(
        "E6",
        "on-whose-word",
        "Refuses a source other than the one whose word the article reports.",
        "Readers weigh a statement by who makes it.",
        (
            _case(_SAID, "fire", "exact", "Birk says so", actor="company", source="Tom Birk"),
            _case(_SAID + " Ana Pell left.", "fire", "misattributed", "not her word", actor="company", source="Ana Pell"),
        ),
    ),
    Rule(
        "E7",
        "where",
        "Refuses a place the article does not name.",
        "A place from outside the article is knowledge of the writer.",
        (
            _case("Dorne attacked Belmar at Port Ash.", "attack", "exact", "named", actor="Dorne", place="Port Ash"),
            _case("Dorne attacked Belmar at Port Ash.", "attack", "misattributed", "not named", actor="Dorne", place="Lake Ash"),
        ),
    ),
    Rule(
        "E8",
        "when",
        "Refuses an action with a date the article contradicts or is not as precise about (D41-D44).",
        "A deed on the wrong day is another deed.",
        (
            _case("Dorne attacked Belmar on 5 May 2023.", "attack", "exact", "the day", actor="Dorne", date="2023-05-05"),
            _case("Dorne attacked Belmar on 5 May 2023.", "attack", "contradicted", "another day", actor="Dorne", date="2023-05-06"),
        ),
    ),
)
