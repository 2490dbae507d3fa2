"""The page «Løsning»: everything known of one solution."""
