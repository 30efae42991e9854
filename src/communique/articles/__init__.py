"""Files, pages, records and archives -> clean, dated articles."""
