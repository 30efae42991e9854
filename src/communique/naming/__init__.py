"""Names of people and bodies: their parts, spellings and transliterations, and when two are one."""
