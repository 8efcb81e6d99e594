"""Attachments: files as they come in, and the records that they hang on."""
