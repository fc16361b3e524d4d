"""Sound effects by rules: noise, resonance and time, layered as the words ask."""
