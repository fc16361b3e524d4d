"""Vendors and local engines behind one seam: one public file an adapter, exporting ADAPTER."""
