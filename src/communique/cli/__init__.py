"""The command line. Commands only read their arguments, call the API and show what comes back."""

from __future__ import annotations

from communique.cli.app import app, main

# each module adds its commands to the app; the order is that of the help
from communique.cli import build, ask, show, data  # noqa: F401  isort: skip
from communique import judge_cli, link_cli

judge_cli.register(app)
link_cli.register(app)

__all__ = ["app", "main"]
