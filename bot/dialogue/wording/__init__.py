"""What the bot says. Every sentence a citizen reads is written in this folder or in the knowledge."""
