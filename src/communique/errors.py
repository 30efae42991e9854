"""The errors a user may meet: one small hierarchy, each message one line that says where, what and what to do."""

from __future__ import annotations


class CommuniqueError(Exception):
    """Base of all errors that are the input's or the user's, not a bug. The command line prints it and exits 1."""


class UsageError(CommuniqueError):
    """A command or call that cannot be carried out as it was put. The command line exits 2."""


class InputError(CommuniqueError):
    """An article or a file of articles that cannot be read."""


class DataError(CommuniqueError):
    """A file of the project's data (ontology, lexicon, actors, query) that breaks its own format."""


class StoreError(CommuniqueError):
    """A store that cannot be opened, read or written."""


class QueryError(CommuniqueError):
    """A query that does not parse, misses a parameter, or that a remote service refuses."""
