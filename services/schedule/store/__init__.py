"""Tables, loading and saving. Rules are in the domain; who may see a row is declared with its table."""
