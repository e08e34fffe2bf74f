"""Rules that find phrases inside the parts: brackets, dates, names."""
