"""Parts of the HeyGen adapter."""
