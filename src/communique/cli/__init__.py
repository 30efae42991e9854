"""The command line. Commands only read their arguments, call the API and show what comes back."""

from __future__ import annotations

# each module adds its commands to the app
from communique.cli import ask, build, data, judging, linking, show  # noqa: F401
from communique.cli.app import app, main

__all__ = ["app", "main"]
