"""The page «Løsning»."""

from ui.solution.page import show_page

show_page()
