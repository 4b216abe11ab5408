"""This room holds the page on which a user moves a model's settings: in a notebook or a browser."""
