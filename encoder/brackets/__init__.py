"""What the brackets of editors and archives say."""
