# One line per profile: jq -nr -f profiles-table.jq records.ndjson
def pad(n): tostring | if length > n then .[:n - 1] + "…" else . + " " * (n - length) end;
def left(n): tostring | " " * ([n - length, 0] | max) + .;
def row: "\(.[0] | pad(20)) \(.[1] | pad(18)) \(.[2] | left(10)) \(.[3] | left(10)) \(.[4] | left(9)) \(.[5] | left(7)) \(.[6] | left(8)) \(.[7] | left(10))";

(["profile", "country", "population", "indicators", "baselines", "targets", "warnings", "confidence"] | row),
(inputs | [
  .profile.name.value // "?", .profile.country.value // "?", .profile.population.value // "–", (.indicators | length),
  ([.indicators[] | select(.fields.baseline)] | length), ([.indicators[] | select(.fields.target)] | length),
  ([.diagnostics[] | select(.level == "warning")] | length), .confidence
] | row)
