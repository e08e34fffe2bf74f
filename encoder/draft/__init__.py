"""Annotations, facts, problems, views of a text."""
