"""Whether the server of this machine answers: exit code 0 where it does, 1 with the reason where it does not.

    python health.py [PORT]

Asks what the record is, under the name 127.0.0.1, with the token of POURPARLERS_TOKEN. Standard library only.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request


def check(port: int, token: str | None) -> str:
    """Why the server on `port` is not well; "" for one that is."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/info", headers=headers)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=8) as answer:
            told = json.load(answer)
    except urllib.error.HTTPError as error:
        return f"it answers {error.code} {error.reason}"
    except (OSError, ValueError) as error:
        return f"it does not answer ({error})"
    return "" if isinstance(told, dict) and "program" in json.dumps(told) else "it answers something else"


if __name__ == "__main__":
    reason = check(int(sys.argv[1]) if len(sys.argv) > 1 else 8421, os.environ.get("POURPARLERS_TOKEN"))
    if reason:
        sys.stderr.write(f"not well: {reason}\n")
    sys.exit(bool(reason))
