"""The page «Lagret»."""

from ui.saved.page import show_page

show_page()
