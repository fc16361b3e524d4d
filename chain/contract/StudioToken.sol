// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721URIStorage} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721URIStorage.sol";

/// A plain ERC-721 whose owner mints. The id is the minter's to choose, so that one id can never be minted twice.
contract StudioToken is ERC721URIStorage, Ownable {
    constructor(string memory name, string memory symbol, address owner) ERC721(name, symbol) Ownable(owner) {}

    function mint(address to, uint256 tokenId, string calldata uri) external onlyOwner {
        _safeMint(to, tokenId);
        _setTokenURI(tokenId, uri);
    }
}
