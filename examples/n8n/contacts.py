# Items of a list of contacts: one for each address, without doubles.
seen = {}
for item in _items:
    contact = item["json"]
    email = contact.get("email", "").strip().lower()
    if "@" in email and email not in seen:
        seen[email] = {"email": email, "name": " ".join(contact.get("name", "").split()).title() or None}

print("kept", len(seen), "of", len(_items))
return [{"json": contact} for contact in seen.values()]
