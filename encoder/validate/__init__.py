"""Schemas, files, reports."""
