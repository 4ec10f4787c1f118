"""Results out: the JSON document, readable text, and files written whole or not at all."""
