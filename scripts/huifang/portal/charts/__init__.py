"""Charts drawn when the site is made: numbers to lengths and places; templates make the drawing of them."""
