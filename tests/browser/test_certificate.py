"""The certificate's square code, read from the screen as a phone's camera would."""

from base64 import b64encode

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Device
from tests.browser.doing import sees
from tests.browser.every_page import PAGES
from tests.browser.learners import Staff

_SCAN = """async shot => {
    const seen = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob());
    const pen = new OffscreenCanvas(seen.width, seen.height).getContext("2d");
    pen.drawImage(seen, 0, 0);
    const pixels = pen.getImageData(0, 0, seen.width, seen.height);
    const red = pixels.data.filter((_, place) => place % 4 === 0);
    return {
        read: jsQR(pixels.data, seen.width, seen.height, {inversionAttempts: "dontInvert"})?.data,
        contrast: (Math.max(...red) - Math.min(...red)) / 255,
    };
}"""
PLAIN_TO_A_CAMERA = 0.7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_square_code_leads_a_stranger_to_the_check_page(
    device: Device, staff: Staff, scanner: str, scheme: str
) -> None:
    visit = PAGES["certificate"](staff)
    page = device(learner=visit.learner, color_scheme=scheme, bypass_csp=True).new_page()
    visit.open(page)
    page.evaluate(scanner)
    scanned = page.evaluate(_SCAN, b64encode(page.locator(".check img").screenshot()).decode())
    assert scanned["contrast"] >= PLAIN_TO_A_CAMERA
    assert scanned["read"] == page.locator(".check a").get_attribute("href")
    stranger = device().new_page()
    stranger.goto(scanned["read"])
    sees(stranger, "This certificate is valid")
    expect(stranger.locator("body")).not_to_contain_text("Okafor")
