import Kernel
import Platform
import Store

// Seats belong to the platform; the course itself contains no personal data.
let courseTables = [ImpersonalTable("course", "courses of the office")]

let courseRetention = Retention(
    "course_seats",
    ["en": "Course enrolments", "it": "Iscrizioni ai corsi"],
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
    // The course keeps its number of enrolments, which is not personal data.
    steps: { ["DELETE FROM booking_seat WHERE id \(in: $0)"] }
)
