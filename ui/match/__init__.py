"""The page «Koble»: everybody in a county with somebody to ask, for those who advise them."""
