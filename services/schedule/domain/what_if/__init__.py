"""第八条（倒排）：what if: a copy of a node plan, changed, computed and compared, then adopted or thrown away."""
