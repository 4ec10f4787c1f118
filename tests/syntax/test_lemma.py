"""Base forms of verbs: inflected forms in, the verb out, by the endings of English."""

from __future__ import annotations

import pytest

from extractor.recognizers.syntax.lemma import rule_lemma

CASES = [
    ("a lost e behind two consonants", "merged=merge charging=charge indulged=indulge lapsed=lapse tackled=tackle shuffled=shuffle"),
    ("a lost e behind one consonant", "invaded=invade conceded=concede provided=provide eroded=erode excluded=exclude combined=combine"),
    ("the same", "prepared=prepare retired=retire escaped=escape provoked=provoke described=describe executed=execute resumed=resume"),
    ("the same", "squared=square guided=guide acquired=acquire squeezed=squeeze analyzed=analyze proposed=propose housed=house"),
    (
        "a lost e only the list knows",
        "completed=complete promoted=promote interfered=interfere ignored=ignore united=unite convened=convene",
    ),
    ("no e behind two vowels", "avoided=avoid raided=raid claimed=claim explained=explain repaired=repair appeared=appear cooked=cook"),
    ("no e", "visited=visit limited=limit targeted=target opened=open reasoned=reason monitored=monitor developed=develop banged=bang"),
    (
        "a doubled consonant goes",
        "stopped=stop admitted=admit planned=plan controlled=control expelled=expel embedded=embed ",
    ),
    (
        "a double consonant stays",
        "pulled=pull thrilled=thrill strolled=stroll smelled=smell passed=pass boycotted=boycott",
    ),
    ("irregular", "told=tell said=say left=leave spoke=speak gave=give fell=fall rose=rise sought=seek withdrew=withdraw won=win"),
    ("-ie", "died=die lying=lie tied=tie carried=carry applied=apply"),
]


@pytest.mark.parametrize("pairs", [pairs for _, pairs in CASES], ids=[f"{k} {why}" for k, (why, _) in enumerate(CASES)])
def test_undoes_the_endings_of_verbs(pairs: str) -> None:
    """Past forms and participles become the verb that a dictionary has."""
    told = dict(pair.split("=") for pair in pairs.split())
    assert {form: rule_lemma(form, "VERB") for form in told} == told
