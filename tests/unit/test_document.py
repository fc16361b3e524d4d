"""The generated reference is current."""

import pytest

from runtime import vendor_document
from runtime.document import PAGE, page


def test_the_settings_page_is_what_the_settings_say() -> None:
    assert PAGE.read_text() == page()


def test_the_tables_of_the_vendors_are_what_the_adapters_offer() -> None:
    text = vendor_document.PAGE.read_text()
    assert text == vendor_document.page(text)


@pytest.mark.parametrize("name", [kind.name for kind in vendor_document.vendors()])
def test_an_operator_is_told_how_a_vendors_key_is_got(name: str) -> None:
    _, _, told = vendor_document.PAGE.read_text().partition("## Keys")
    assert f"| {name} |" in told
