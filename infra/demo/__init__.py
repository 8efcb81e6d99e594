"""The demo: a believable, plainly fictitious district, loaded through the endpoint as its users would."""

from datetime import date

DEMO_DAY = date(2027, 4, 19)  # the day to which the demo's life has come: ask with `X-Business-Date: 2027-04-19`
