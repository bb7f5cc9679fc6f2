// A number for each invoice: year, month and a place with leading zeros.
const day = DateTime.fromISO($json.date, { zone: "utc" });
if (!day.isValid) {
  throw new Error(`"${$json.date}" is no date (${day.invalidReason})`);
}

const place = String($itemIndex + 1).padStart(4, "0");
return { ...$json, number: `${day.toFormat("yyyyMM")}-${place}` };
