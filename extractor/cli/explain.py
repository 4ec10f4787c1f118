"""`extractor explain`: a rule id in, the rule with its examples out."""

from __future__ import annotations

import click


@click.command("explain")
@click.argument("rule", required=False)
def command(rule: str | None) -> None:
    """Explain RULE (M6, B4, Q10, D21 ...) with its examples; without RULE, list all rules.

    \b
    extractor explain B6

    Exit codes: 0 fine, 2 unknown rule.
    """
    from extractor import api

    click.echo(api.explain(rule))
