"""What the ElevenLabs adapter needs beside its mappings."""
