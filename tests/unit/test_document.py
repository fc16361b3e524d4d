"""The generated reference is current."""

from runtime.document import PAGE, page


def test_the_settings_page_is_what_the_settings_say() -> None:
    assert PAGE.read_text() == page()
