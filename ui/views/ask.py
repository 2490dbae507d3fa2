"""The page «Spør»."""

from ui.ask.page import show_page

show_page()
