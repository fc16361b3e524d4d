"""The operations on mints: read one, and the files that tokens point to where no IPFS keeps them."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from api import answers
from api.context import Caller, Has, public
from api.documents import body
from api.replies import reply, stamp
from api.services import Services
from domain.errors import NotFound
from domain.values import Json
from jobs.mints import Mint, Mints

EXTENDED: Final = {"x-studio-section": "enterprise", "x-studio-set": "ext"}
BEYOND: Final = {"x-studio-section": "enterprise", "x-studio-set": "beyond"}

routes = APIRouter(tags=["enterprise"])

MintId = Annotated[str, Path(alias="mintId", pattern=r"^mint_[0-9a-z]{26}$")]


@routes.get(
    "/nft/mints/{mintId}", openapi_extra=EXTENDED, responses={200: body(answers.MintShown)}
)  # fmt: skip
async def get_mint(request: Request, mint_id: MintId, has: Has, identity: Caller) -> JSONResponse:
    """Read a mint: contract, token, transaction, and how many blocks confirm it."""
    found = await Mints(has.resources.app).get(identity.tenant_id, mint_id)
    return reply(request, _shown(has, found))


@routes.get(
    "/nft/mints/{mintId}/files/{name}", dependencies=[Depends(public)], openapi_extra=BEYOND,
    response_class=StreamingResponse,
    responses={200: {
        "description": "The file", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}},
)  # fmt: skip
async def get_mint_file(
    mint_id: MintId,
    name: Annotated[str, Path(pattern=r"^[a-z0-9]{1,20}\.[a-z0-9]{1,8}$")],
    has: Has,
) -> Response:
    """Open what a token points to, without a token and for ever: a chain is read by everyone."""
    mint = await Mints(has.resources.system).published(mint_id)
    file = mint.files.get(name)
    if file is None:
        raise NotFound("There is no such file.")
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable", "Content-Length": str(file.size_bytes),
        "ETag": f'"{file.sha256}"', "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }  # fmt: skip
    content = has.resources.blobs.open(mint.tenant_id, file.sha256)
    return StreamingResponse(content, headers=headers, media_type=file.mime_type)


def _shown(has: Services, mint: Mint) -> Json:
    network = has.resources.networks.named(mint.chain, mint.chain_id)
    return {
        "id": mint.id, "status": mint.status, "chain": mint.chain, "chainId": mint.chain_id, "contract": mint.contract,
        "tokenId": str(mint.token_id), "owner": mint.recipient, "tokenURI": mint.token_uri,
        "assetCid": mint.asset_cid, "metadataCid": mint.metadata_cid, "transaction": mint.transaction,
        "blockNumber": mint.block_number, "blockHash": mint.block_hash, "confirmations": mint.confirmations,
        "confirmationsRequired": network.confirmations if network else None,
        "gasUsed": mint.gas_used, "feeWei": None if mint.fee_wei is None else str(mint.fee_wei),
        "jobId": mint.job_id, "createdAt": stamp(mint.created_at),
        "submittedAt": mint.submitted_at and stamp(mint.submitted_at),
        "confirmedAt": mint.confirmed_at and stamp(mint.confirmed_at),
    }  # fmt: skip
