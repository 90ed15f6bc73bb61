"""The record over HTTP: a JSON API under /api/v1, and the page where it is built. It calls the façade alone."""
