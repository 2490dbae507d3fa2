"""The page «Om»."""

from ui.about.page import show_page

show_page()
