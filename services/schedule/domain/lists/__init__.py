"""The four lists 四类清单 of each month, and the quarters and years built from them (A7)."""
