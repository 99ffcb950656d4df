"""A chatbot with which a Vietnamese commune answers its citizens.

The rooms of this package, from what a person touches down to what knows nothing of the world. A room imports rooms on
lower lines only: never one on its own line, never one above. `tests/test_architecture.py` holds it to that.

    cli                            what a person types
    app                            joins everything, once
    settings logs                  the environment in, lines of JSON out
    services                       async: load, decide, save, send
    channels storage files web     the outside world; neighbours do not know each other
    dialogue                       the conversation, pure
    announcements cases search     rules, pure
    knowledge                      what a commune tells its citizens, pure
    commune                        the tenant: its units, hours and contacts, pure
    messages text errors           the words that all use, pure

A room comes into being with the first issue that needs it: `cases` does not exist yet.
"""
