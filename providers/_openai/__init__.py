"""What the OpenAI adapter needs beside its mappings."""
