"""Files over REST: bytes come in and go out beside GraphQL. Which records they hang on is decided in GraphQL."""
