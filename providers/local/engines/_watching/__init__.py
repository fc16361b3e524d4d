"""What a film shows and sounds like, moment by moment."""
