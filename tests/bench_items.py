"""Lists of items under filters at a hundred thousand items: every axis, what waits, what is due."""

from __future__ import annotations

from collections.abc import Callable

from casefile.cases.models import Case


def pages(case: Case) -> dict[str, str]:
    """Name -> path of the filtered lists."""
    of_case = f"/cases/{case.id}/evidence"
    return {
        "evidence by every axis, 100,000 items": f"{of_case}?custody_state=registered&verification_state=unverified"
        "&admissibility_state=not_assessed&use_restriction=internal&disclosure_class=unclassified",
        "evidence that needs a second person": f"{of_case}?waiting=y",
        "evidence whose custody review is due": f"{of_case}?due=y",
        "evidence found by the number of a page": f"{of_case}?text=S1-CF-0001-0001",
    }


def run(measure: Callable[[str, str], None], case: Case) -> None:
    """Measure each list."""
    for name, path in pages(case).items():
        measure(f"p95: {name}", path)
