"""What officials have already, lists and records of the national portal, turned into drafts. Nothing is guessed."""
