"""What the walks through a plan in a browser share: its cells, rows and clipboard."""

from playwright.sync_api import Page, expect

from events.models import PlanItem
from events.queries import rows_of


def names(plan) -> list[str]:
    return [row.name for row in rows_of(plan)]


def cell(page: Page, item: PlanItem, field: str):
    return page.locator(f"#item-{item.pk} [data-field={field}]")


def wait_until_saved(page: Page) -> None:
    """A text stands in its cell before the server has it; until then the cell is marked."""
    expect(page.locator(".is-saving")).to_have_count(0)


def shown_names(page: Page) -> list[str]:
    return page.locator(".plan-name").all_inner_texts()


def from_menu(page: Page, menu: str, name: str, role: str = "link") -> None:
    """Unfold a menu of the plan and press what stands in it."""
    page.locator(".toolbar summary", has_text=menu).click()
    page.locator(".toolbar").get_by_role(role, name=name).click()


def paste(page: Page, block: list[list[str]]) -> None:
    """Paste as a spreadsheet would: the text of the cells divided by tabs."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const event = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        "\n".join("\t".join(row) for row in block),
    )


def shown_numbers(page: Page) -> list[str]:
    return page.locator("[data-number]").all_inner_texts()
