"""Editions read again for other uses: correspondence metadata, a corpus in one file, tables for people who count."""
