"""The story that the product is for, told over HTTP from the first question to the last takedown."""
