"""The command line. Commands only read their arguments, call the API and show what comes back."""

from __future__ import annotations

# each module adds its commands to the app; the order is that of the help
from communique.cli import ask, build, data, judging, linking, show  # noqa: F401
from communique.cli.app import app, main

judging.register(app)
linking.register(app)

__all__ = ["app", "main"]
