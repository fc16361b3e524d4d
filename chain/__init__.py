"""Chains: nodes asked by JSON-RPC, transactions signed, and files named by their content."""
