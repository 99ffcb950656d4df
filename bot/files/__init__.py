"""Knowledge files: reading them with line numbers, and saying what is wrong with them."""
