"""Which mentions within an article are one person, state or body."""
