"""One script a page, for Streamlit to run; what they show is in the package of the same name."""
