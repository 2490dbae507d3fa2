"""The page «Koble»."""

from ui.match.page import show_page

show_page()
