"""Still pictures filmed with a moving camera."""
