"""Credits: the book, its statement, and its audit."""
