"""What the formats of others share: pieces on their way to a bank, words, and what cannot be carried."""
