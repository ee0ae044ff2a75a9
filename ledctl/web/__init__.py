"""The browser's side of the office: pages, the JSON API, and the server that carries both."""
