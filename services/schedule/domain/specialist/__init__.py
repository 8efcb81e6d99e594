"""The contact person 项目专员 of a construction project, and what that person owes every week (A9)."""
