"""A head that can be drawn: its shape, its pictures, its speech and its small movements."""
