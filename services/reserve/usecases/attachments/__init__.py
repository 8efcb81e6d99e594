"""Commands on files and attachments."""
