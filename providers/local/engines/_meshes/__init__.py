"""Models that others made: read as far as they can be drawn."""
