"""Who may call what: one table a service, checked for every field of every operation before anything runs.

Each root field and each object type needs a rule; a schema with one that has none cannot be built. A rule speaks of
roles; which records a person may act on is decided by the use case, and which rows can be seen by the tables' visibility.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLError, GraphQLObjectType, GraphQLSchema, ValidationContext, ValidationRule
from graphql import get_named_type as named

from services.chassis.identity import Actor
from services.law.parties import Role


@dataclass(frozen=True, slots=True)
class Rule:
    """The roles that may call; None for everyone who is identified and holds some role."""

    allowed: frozenset[Role] | None

    def permits(self, actor: Actor) -> bool:
        """Judge the actor."""
        return bool(actor.roles) if self.allowed is None else not self.allowed.isdisjoint(actor.roles)


Rules = Mapping[str, Rule]  # "Query.projects", "Mutation.convertProject", "Project" or "Project.secretField" → rule
SIGNED_IN = Rule(None)

# value types of the chassis: what they show is decided where they are reached from
NEUTRAL = frozenset({"PageInfo", "UserError", "_Service"})
INTROSPECTION = frozenset({"__schema", "__type", "_service"})
ROOTS = ("Query", "Mutation", "Subscription")
WRAPPERS = ("Connection", "Edge", "Payload")  # reached through fields that have rules, lead to types that have rules


def roles(*allowed: Role) -> Rule:
    """Allow these roles."""
    return Rule(frozenset(allowed))


def missing_rules(schema: GraphQLSchema, rules: Rules) -> list[str]:
    """Name what has no rule, and rules for what does not exist."""
    needed = set()
    for name, kind in schema.type_map.items():
        if not isinstance(kind, GraphQLObjectType) or name.startswith("__") or name in NEUTRAL:
            continue
        if name in ROOTS:
            needed |= {f"{name}.{f}" for f in kind.fields if f not in {"_entities", "_service"}}
        elif not name.endswith(WRAPPERS):
            needed.add(name)
    known = needed | {
        f"{n}.{f}" for n, k in schema.type_map.items() if isinstance(k, GraphQLObjectType) for f in k.fields
    }
    return sorted(f"{n}: no rule" for n in needed - set(rules)) + sorted(
        f"{n}: no such field" for n in set(rules) - known
    )


def permission_rule(rules: Rules, actor: Actor | None, refusal: str, *, introspection: bool) -> type[ValidationRule]:
    """Make the validation rule for one caller."""

    class MayCall(ValidationRule):
        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            self.told = False

        def enter_field(self, node: FieldNode, *_: Any) -> None:
            if actor is None:
                if not self.told:
                    self.told = True
                    self._refuse(node, "UNAUTHENTICATED", refusal)
                return
            parent, field = self.context.get_parent_type(), self.context.get_field_def()
            if parent is None or field is None or node.name.value == "__typename":
                return  # what does not exist is told by another rule
            if node.name.value in INTROSPECTION:
                if not introspection or not actor.roles:
                    self._refuse(node, "FORBIDDEN", "不开放内省 / introspection is not available")
            elif not may_call(rules, actor, parent.name, node.name.value, named(field.type).name):
                name = f"{parent.name}.{node.name.value}"
                self._refuse(node, "FORBIDDEN", f"您的角色无权使用 {name} / your role may not use {name}")

        def _refuse(self, node: FieldNode, code: str, message: str) -> None:
            self.report_error(GraphQLError(message, node, extensions={"code": code}))

    return MayCall


def may_call(rules: Rules, actor: Actor, parent: str, field: str, returns: str) -> bool:
    """Judge one field: its own rule (or its type's), and the rule of the type that it leads to."""
    if parent in NEUTRAL or field == "_entities":
        return bool(actor.roles)  # entities are judged by the fields selected on them
    own = rules.get(f"{parent}.{field}") or (None if parent in ROOTS else rules.get(parent))
    if own is None and not parent.endswith(WRAPPERS):
        return False
    return all(rule.permits(actor) for rule in (own, rules.get(returns)) if rule)
