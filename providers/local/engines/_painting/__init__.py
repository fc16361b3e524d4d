"""The procedural painter: what a prompt suggests, painted from noise, light and geometry."""
