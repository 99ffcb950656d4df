"""Joins everything, once."""
