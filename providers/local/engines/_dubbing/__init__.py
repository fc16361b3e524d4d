"""How the local engine speaks over a recording."""
