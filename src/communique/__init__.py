"""Communique: diplomatic and political news in, a knowledge graph that can be trusted out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.api import Graph, build

__all__ = ["Graph", "build"]


def __getattr__(name: str) -> Any:
    """The API is loaded when it is first used: importing the package reads no file and loads no model."""
    if name in __all__:
        from communique import api

        return getattr(api, name)
    raise AttributeError(f"module 'communique' has no attribute {name!r}")
