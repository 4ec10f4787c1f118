"""Articles in, text with exact offsets out: loading, blocks, sentences, tokens, folding."""
