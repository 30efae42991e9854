"""Frames of the lexicon over the parse -> event mentions with roles and status."""
