"""Accounts of all articles -> one world, with disagreements and people's judgements."""
