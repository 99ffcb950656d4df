"""Mending of what is certain in a knowledge file, in its own lines: remarks, order and quotes stay as they are."""
