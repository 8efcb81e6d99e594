"""Notices that a service writes by triggers on its outbox, in the transaction of the event, and how each person reads them."""
