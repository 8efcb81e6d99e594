"""`./dev bench reads`: three shapes of reads against hand-written SQL on the same server, against PostGraphile, and beyond
one service: as the data grow, through the gateway, over all four services.
"""
