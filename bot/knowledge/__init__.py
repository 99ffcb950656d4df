"""What a commune tells its citizens: procedures, topics, the short form, and the words people use for them."""
