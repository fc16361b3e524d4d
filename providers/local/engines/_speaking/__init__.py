"""How local voices speak."""
