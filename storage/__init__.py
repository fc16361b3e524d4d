"""Blobs by their hash within a tenant, on local disk or S3, and the urls that open them."""
