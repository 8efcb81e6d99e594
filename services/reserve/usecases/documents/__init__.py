"""Plans and the library as files: Word, PDF, Excel."""
