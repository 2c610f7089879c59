"""The entry screen as the browser tests handle it."""

from playwright.sync_api import Page, expect

from statistics.models import Submission


def cell(page: Page, address: str):
    return page.locator(f"#c-{address.replace('.', '-')}")


def saved(page: Page) -> None:
    expect(page.locator("#entry-state")).to_contain_text("Все изменения сохранены в")


def number(submission: Submission, address: str):
    return submission.values.get(cell__address=address).number
