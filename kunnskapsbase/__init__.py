"""The knowledge base: what the rest of the product knows about solutions, municipalities and Norwegian text."""
