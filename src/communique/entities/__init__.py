"""Names, descriptions and pronouns in a text -> entity mentions; who and where, from data."""
