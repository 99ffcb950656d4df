"""The messaging platforms. A channel has two sides: the wire (pure: their form to values and back) and the network."""
