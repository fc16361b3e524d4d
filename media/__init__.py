"""ffmpeg and friends: one recipe a file, one runner, one probe."""
