"""The events that go out are in the OpenAPI document, each with its body."""

import httpx

from domain.webhooks import EventType
from tests.house import House


async def test_every_event_is_described(house: House) -> None:
    async with httpx.AsyncClient() as client:
        document = (await client.get(f"{house.url}/openapi.json")).json()
    assert set(document["webhooks"]) == {kind.value for kind in EventType}
    schemas = document["components"]["schemas"]
    for kind, described in document["webhooks"].items():
        content = described["post"]["requestBody"]["content"]["application/cloudevents+json"]
        envelope, rest = content["schema"]["allOf"]
        assert envelope["$ref"].rpartition("/")[2] in schemas
        assert rest["properties"]["data"]["$ref"].rpartition("/")[2] in schemas
        assert rest["properties"]["type"] == {"const": kind}
