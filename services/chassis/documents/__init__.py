"""Official documents written: Word, PDF and Excel from one description (`services.law.document`), made beside the loop."""
