"""Schematron: read into a model, run by lxml (XPath 1), by Saxon or by elementpath (XPath 2 and 3)."""
