"""What every model of the client is: lenient, so that a newer server's answers are still read."""

from pydantic import BaseModel, ConfigDict


class Resource(BaseModel):
    """An answer of the API. Fields and values that this client does not know are kept as they came."""

    model_config = ConfigDict(
        extra="allow", populate_by_name=True, frozen=True, protected_namespaces=()
    )
