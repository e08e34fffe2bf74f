"""Who is who: names become entries."""
