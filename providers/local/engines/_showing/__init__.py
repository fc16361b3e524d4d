"""Heads shown: a still picture, and a short film in which they turn."""
