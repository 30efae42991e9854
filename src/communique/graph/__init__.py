"""An article's named graph, its accounts of events, and the archive that keeps them."""
