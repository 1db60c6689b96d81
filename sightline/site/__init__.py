"""Settings, addresses, the page shell and static files: the only place that knows every room."""
