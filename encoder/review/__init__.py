"""Deciding: a page that asks what the rules were not sure of, and writes what a person says into ``decisions.csv``."""
