"""How much a GraphQL document may ask for, weighed before anything of it is checked or run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_operation_ast,
    parse,
)

from domain.errors import ValidationFailed
from domain.values import Json

TEXT_MAX: Final = 20_000
TOKENS_MAX: Final = 1_000
DEPTH_MAX: Final = 10
ALIASES_MAX: Final = 20
COST_MAX: Final = 40_000
"""A field that may be answered costs one: a page of a hundred whole jobs is below it, two are not."""
PAGE: Final = 20
PAGE_MAX: Final = 100
CONNECTIONS: Final = ("studioJobs", "studioTemplates")
LISTS: Final = {"outputs": 5, "attempts": 5, "steps": 10}
"""So many are counted for a list that has no bound of its own."""
INTROSPECTION: Final = ("__schema", "__type")
"""graphql-core has a rule of its own for how deep these may go."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What is asked for, with every fragment where it is spread."""

    depth: int = 0
    cost: int = 0
    aliases: int = 0


def require_bounds(
    text: str, variables: Mapping[str, Json], operation_name: str | None = None
) -> None:
    """Look at a document before it is run. Raises ValidationFailed where it is none, or asks for too much."""
    if len(text) > TEXT_MAX:
        raise ValidationFailed(f"The query has more than {TEXT_MAX} characters.")
    try:
        document = parse(text, max_tokens=TOKENS_MAX)
    except (GraphQLError, RecursionError) as error:
        said = error.message if isinstance(error, GraphQLError) else "it is nested too deeply"
        raise ValidationFailed(f"The query cannot be read: {said}") from error
    operation = get_operation_ast(document, operation_name)
    if operation is None:
        raise ValidationFailed("Send one query, or say by operationName which one is meant.")
    if operation.operation is not OperationType.QUERY:
        raise ValidationFailed("There are queries only: what changes something is REST's.")
    weighing = _Weighing(document, variables)
    for each in document.definitions:
        if isinstance(each, OperationDefinitionNode):
            _require(weighing.of(each.selection_set))


def _require(weight: Weight) -> None:
    for name, found, most in (
        ("is nested", weight.depth, DEPTH_MAX),
        ("uses aliases", weight.aliases, ALIASES_MAX),
        ("costs", weight.cost, COST_MAX),
    ):
        if found > most:
            raise ValidationFailed(
                f"The query asks for too much: it {name} {min(found, 10**9)}, and {most} is the most."
            )


class _Weighing:
    """Weighs each fragment once, however often it is spread."""

    def __init__(self, document: DocumentNode, variables: Mapping[str, Json]) -> None:
        self.variables = variables
        self.fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[str, Weight] = {}

    def of(self, selections: SelectionSetNode | None) -> Weight:
        """Weigh what is selected."""
        parts = [self._part(each) for each in (selections.selections if selections else ())]
        return Weight(
            max((part.depth for part in parts), default=0),
            sum(part.cost for part in parts),
            sum(part.aliases for part in parts),
        )

    def _part(self, selection: SelectionNode) -> Weight:
        match selection:
            case FieldNode():
                return self._field(selection)
            case InlineFragmentNode():
                return self.of(selection.selection_set)
            case FragmentSpreadNode():
                return self._fragment(selection.name.value)
            case _:
                raise ValidationFailed("The query has a selection of an unknown kind.")

    def _field(self, field: FieldNode) -> Weight:
        name, inner = field.name.value, self.of(field.selection_set)
        times = self._first(field) if name in CONNECTIONS else LISTS.get(name, 1)
        depth = 0 if name in INTROSPECTION else inner.depth
        return Weight(1 + depth, 1 + times * inner.cost, inner.aliases + bool(field.alias))

    def _fragment(self, name: str) -> Weight:
        if name not in self._known:
            self._known[name] = Weight()  # of one that spreads itself, which is refused later
            fragment = self.fragments.get(name)
            self._known[name] = self.of(fragment.selection_set if fragment else None)
        return self._known[name]

    def _first(self, field: FieldNode) -> int:
        """Tell how many are asked for; what is not known yet may be a whole page."""
        given = next(
            (each.value for each in field.arguments or () if each.name.value == "first"), None
        )
        match given:
            case None:
                return PAGE
            case IntValueNode(value=value) if len(value) <= len(str(PAGE_MAX)):
                return max(int(value), 1)
            case VariableNode():
                told = self.variables.get(given.name.value)
                return max(told, 1) if isinstance(told, int) else PAGE_MAX
            case _:
                return PAGE_MAX
