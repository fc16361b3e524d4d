"""Sounds made from physics-like parts: noise that is shaped, things that ring, air that moves."""
