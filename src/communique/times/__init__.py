"""Time expressions -> values with bounds; which of them dates an event."""
