"""The spaCy pipeline, and its sentence bounds."""
