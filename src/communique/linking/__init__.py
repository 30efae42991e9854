"""People and bodies looked up in Wikidata, by evidence."""
