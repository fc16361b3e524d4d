"""The local engines: each public module is a program that talks on stdin and stdout."""
