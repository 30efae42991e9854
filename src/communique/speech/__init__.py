"""Who said what, in direct and indirect speech; on whose word an event is told."""
