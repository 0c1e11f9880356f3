import Kernel
import Platform
import Store

// Seats are the platform's; what a course says of itself is about no one.
let courseTables = [ImpersonalTable("course", "what the office teaches")]

let courseRetention = Retention(
    "course_seats",
    ["en": "Who attended courses", "it": "Iscrizioni ai corsi"],
    keep: .years(2),
    from: ["en": "the end of the course", "it": "la fine del corso"],
    then: .delete,
    basis: [
        "en": "Storage limitation, GDPR art. 5(1)(e)",
        "it": "Limitazione della conservazione, GDPR art. 5(1)(e)",
    ],
    key: "s.id",
    account: "s.holder_id",
    due: { "booking_seat s JOIN course c ON c.id = s.offer_id WHERE c.ends_at < \($0)" },
    // The course keeps its count: how many came is no one's data.
    steps: { ["DELETE FROM booking_seat WHERE id \(in: $0)"] }
)
