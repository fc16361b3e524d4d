"""How the local engine makes music: a brief, a form, harmony, parts, instruments, a mix."""
