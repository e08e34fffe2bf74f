"""Whole files and progress."""
