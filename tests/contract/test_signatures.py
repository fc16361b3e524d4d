"""What proves a webhook, at the edges: secrets that are none, keys of other kinds, times in other units."""

import base64
import hashlib
import hmac
import json

import pytest

from domain.values import Json
from providers._base import Knock
from providers.fal import Fal
from providers.replicate import Replicate
from providers.syncso import SyncSo

NOW = 1_790_000_000.0
BODY = json.dumps({"id": "x"}).encode()


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_%%%", "whsec_é"])
def test_a_secret_that_holds_no_key_proves_nothing(secret: str) -> None:
    signed = hmac.digest(b"", f"msg_1.{NOW:.0f}.".encode() + BODY, hashlib.sha256)
    for signature in ("v1,", "", f"v1,{base64.b64encode(signed).decode()}"):
        headers = {
            "webhook-id": "msg_1",
            "webhook-timestamp": f"{NOW:.0f}",
            "webhook-signature": signature,
        }
        assert not Replicate.is_genuine(Knock(headers=headers, body=BODY, now=NOW, secret=secret))


@pytest.mark.parametrize("told", [f"{NOW:.0f}", f"{NOW * 1_000:.0f}"])
def test_a_signature_counts_seconds_or_milliseconds(told: str) -> None:
    signed = hmac.new(b"whsec_x", f"{told}.".encode() + BODY, hashlib.sha256).hexdigest()
    knock = Knock(
        headers={"sync-signature": f"t={told},v1={signed}"}, body=BODY, now=NOW, secret="whsec_x"
    )
    assert SyncSo.is_genuine(knock)


@pytest.mark.parametrize(
    "keys",
    [None, [], {"keys": None}, {"keys": [7, {"kty": "OKP", "crv": "Ed25519", "x": "AA"}]}, {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "%"}]}],
)  # fmt: skip
@pytest.mark.parametrize("signature", ["", "zz", "00" * 64])
def test_keys_that_are_none_prove_nothing(keys: Json, signature: str) -> None:
    headers = {
        "x-fal-webhook-request-id": "r", "x-fal-webhook-user-id": "u", "x-fal-webhook-timestamp": f"{NOW:.0f}",
        "x-fal-webhook-signature": signature,
    }  # fmt: skip
    assert not Fal.is_genuine(Knock(headers=headers, body=BODY, now=NOW, keys=keys))
