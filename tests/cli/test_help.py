"""Every command's help can be shown, has an example and its exit codes."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from extractor.cli.main import _COMMANDS, main


@pytest.mark.parametrize("command", list(_COMMANDS))
def test_help(command: str) -> None:
    """The help says what the command does, shows a call, and names the exit codes."""
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0, result.output
    assert f"extractor {command}" in result.output
    assert "Exit codes:" in result.output
