# What was measured and when, of one file: jq -r -f baselines-table.jq records.ndjson
def pad(n): tostring | if length > n then .[:n - 1] + "…" else . + " " * (n - length) end;

select(.source.path | endswith("congjiang-county.txt")) | .indicators[] | select(.fields.baseline.quantities // [] | length > 0)
| "\(.title | pad(56)) \([.fields.baseline.quantities[] | "\(.value) \(.unit // "")" | rtrimstr(" ")] | join(", ") | pad(26)) \(.fields.baseline.last_update.value // "no date" | pad(10))  \(.fields.baseline.confidence)"
