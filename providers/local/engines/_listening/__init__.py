"""How the local recogniser hears."""
