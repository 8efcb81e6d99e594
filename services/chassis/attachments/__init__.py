"""Attachments: files that come in over REST, wait to be hung on a record, and are handed out to whoever sees that record.

A service says once what its attachments are (`kept.Attachments`), and takes the routes (`routes`), the job that clears away
what nobody used (`clearing`) and links (`links`). What files hang on, and who may hang them there, is its own affair.
"""
