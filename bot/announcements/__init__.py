"""Announcements: who receives them, and what may become of them. Rules, pure."""
