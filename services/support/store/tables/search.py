"""The pieces of texts that are searched for, kept by triggers (`services.chassis.searches`); only to find ids by."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.support.store.base import Base, by_pieces


class RequestSearch(Base):
    """Of the purposes of requests and the numbers of their documents."""

    __tablename__ = "requests_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("requests_search"),)


class ProjectSearch(Base):
    """Of the names of projects."""

    __tablename__ = "projects_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("projects_search"),)


class FundCommitmentSearch(Base):
    """Of the contracts, documents, purposes and payees of what funds owe projects."""

    __tablename__ = "fund_commitments_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("fund_commitments_search"),)


class FinancingDemandSearch(Base):
    """Of the numbers and purposes of financing demands, which are public."""

    __tablename__ = "financing_demands_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("financing_demands_search"),)


class JointMatterSearch(Base):
    """Of the purposes of joint matters and the numbers of their documents."""

    __tablename__ = "joint_matters_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("joint_matters_search"),)


class SiteIncidentSearch(Base):
    """Of the numbers, titles, descriptions and places of incidents."""

    __tablename__ = "site_incidents_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("site_incidents_search"),)


class AgencyItemSearch(Base):
    """Of the names of items of agencies and the numbers of their documents."""

    __tablename__ = "agency_items_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("agency_items_search"),)
