"""The one guarded way out."""
