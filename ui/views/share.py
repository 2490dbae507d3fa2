"""The page «Del»."""

from ui.share.page import show_page

show_page()
