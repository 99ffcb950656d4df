"""The messaging platforms. A channel is two files: `wire` (pure, JSON to values and back) and `client` (network)."""
