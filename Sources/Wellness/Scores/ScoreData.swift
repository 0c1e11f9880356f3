import Kernel
import Platform
import Store

let scoreData = PersonalData(
    "wellness_scores",
    ["en": "Scores of the diary", "it": "Punteggi del diario"],
    tables: ["wellness_score"],
    rows: { "wellness_score s WHERE s.account_id = \($0)" },
    // They follow from the entries of the diary, which are exported.
    erasure: .delete(because: healthErasure) { ["DELETE FROM wellness_score WHERE account_id = \($0)"] }
)
