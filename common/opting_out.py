"""Links in letters by which a person wants no more of them, without signing in."""

from django.core import signing


class WayOut:
    """The signed links of one sort of letters; `sort` keeps those of different sorts apart."""

    def __init__(self, sort: str) -> None:
        self.salt = f"{sort}.unsubscribe"

    def key(self, user_id: int) -> str:
        """Return a key that lets one person out of the letters without signing in."""
        return signing.dumps(user_id, salt=self.salt)

    def user_of(self, key: str) -> int | None:
        """Return whose key it is; None for a key that the portal never gave."""
        try:
            return signing.loads(key, salt=self.salt)
        except signing.BadSignature:
            return None


def headers(way_out: str) -> dict[str, str]:
    """Return what lets a mail program offer «Отписаться» in one click (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{way_out}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
