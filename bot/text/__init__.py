"""Vietnamese text: from how people type it to words and values, and from values back to text."""
