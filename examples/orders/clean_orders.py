"""Evens out the orders of one day. A Code node that lives in a file of its own.

clean_orders.node.json beside it declares its inputs and outputs.
"""

import datetime
import re


def main(orders: list, day: str) -> dict:
    wanted = datetime.date.fromisoformat(day)
    kept = []
    problems = []
    for number, order in enumerate(orders, start=1):
        try:
            placed = datetime.datetime.fromisoformat(order["placed"]).date()
            if placed == wanted:
                kept.append({"customer": tidy(order["customer"]), "amount": money(order["amount"])})
        except (KeyError, ValueError) as problem:
            # A broken order must not stop the others: it becomes an output.
            problems.append(f"order {number}: {type(problem).__name__} {problem}")
    return {"orders": kept, "problems": problems, "revenue": round(sum(order["amount"] for order in kept), 2)}


def tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().title()


def money(text: str) -> float:
    """Reads "1,250.00 EUR" as 1250.0."""
    return float(re.sub(r"[^\d.-]", "", text))
