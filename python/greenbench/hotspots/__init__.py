"""What hotspot files are made of, and the checks of the program on them."""
