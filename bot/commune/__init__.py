"""A commune (xã, phường, đặc khu): the tenant. Its units, hours and contacts, and the sentences that tell them."""

from bot.commune.commune import Closure, Commune, Contacts, ReceptionDay, Unit, UnitRole, WorkingDays

__all__ = ["Closure", "Commune", "Contacts", "ReceptionDay", "Unit", "UnitRole", "WorkingDays"]
