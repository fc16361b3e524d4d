"""Voices compared and mixed: samples checked, speakers told apart, the nearest mix found."""
