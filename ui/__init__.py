"""The pages people meet; they talk to the API by HTTP alone."""
