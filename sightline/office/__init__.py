"""Acts: what people do about facts. One Django app for each room of the office."""
