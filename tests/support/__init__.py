"""What the tests share: small real models, small real corpora, real servers."""
