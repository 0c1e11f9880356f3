import Kernel
import Platform
import Store

private let contracts: LocalizedText = [
    "it":
        "Le lezioni appartengono ai documenti contabili, conservati per dieci anni (art. 2220 del codice civile). Il nome del bambino e le parole scritte si cancellano con l'account.",
    "en":
        "Lessons belong to the books, which are kept for ten years (art. 2220 of the Italian civil code). The child's name and written words are deleted with the account.",
]

/// The lessons of a student, and the lessons given by a tutor.
let lessonData = PersonalData(
    "lessons",
    ["it": "Lezioni", "en": "Lessons"],
    tables: ["lesson", "history"],
    rows: { account in
        """
        lesson l WHERE l.student_id = \(account)
                    OR l.tutor_id IN (SELECT t.id FROM tutor t WHERE t.account_id = \(account))
        """
    },
    export: .init(
        by: "l.id",
        .id("id", "l.id"),
        .text("learner", "l.learner"),
        .text("subject", "l.subject"),
        .text("state", "l.state"),
        .instant("starts_at", "l.starts_at"),
        .integer("minutes", "l.minutes"),
        .integer("value_minor", "l.price_minor"),
        .instant("created_at", "l.created_at")
    ),
    erasure: .keep(.init(for: .years(10), from: "l.ends_at"), because: contracts) { account, _ in
        [
            "UPDATE history SET reason = NULL WHERE subject_kind = \(Lesson.kind) AND actor_id = \(account)",
            "UPDATE lesson SET learner = NULL WHERE student_id = \(account)",
        ]
    }
)

/// Holds that came to nothing, and for which nobody tried to pay: they belong to no books.
let releasedHoldRetention = Retention(
    "released_holds",
    ["it": "Orari trattenuti e non prenotati", "en": "Times held and not booked"],
    keep: VisitorPolicy.kept,
    from: ["it": "il giorno in cui l'orario è stato trattenuto", "en": "the day of the hold"],
    then: .delete,
    basis: [
        "it": "Servono solo per le statistiche, come le visite (GDPR art. 5, par. 1, lett. e).",
        "en": "They serve figures only, as visits do (GDPR art. 5(1)(e)).",
    ],
    key: "l.id",
    account: "l.student_id",
    due: {
        """
        lesson l WHERE l.created_at < \($0) AND l.state = 'released'
         AND NOT EXISTS (SELECT 1 FROM purchase p WHERE p.lesson_id = l.id)
        """
    },
    steps: { ids in
        [
            "DELETE FROM history WHERE subject_kind = \(Lesson.kind) AND subject_id \(in: ids)",
            "UPDATE booking SET holder_id = NULL WHERE id IN (SELECT l.booking_id FROM lesson l WHERE l.id \(in: ids))",
            "DELETE FROM lesson WHERE id \(in: ids)",
        ]
    }
)

let lessonDisputeData = PersonalData(
    "lesson_disputes",
    ["it": "Contestazioni di lezioni", "en": "Disputes about lessons"],
    tables: ["lesson_dispute"],
    rows: { account in
        """
        lesson_dispute d WHERE d.lesson_id IN (
            SELECT l.id FROM lesson l JOIN tutor t ON t.id = l.tutor_id
             WHERE l.student_id = \(account) OR t.account_id = \(account))
        """
    },
    export: .init(
        by: "d.id",
        .id("booking_id", "d.lesson_id"),
        .text("opened_by", "d.opened_by"),
        .text("claims", "CAST(d.claims AS text)"),
        .integer("share", "d.share"),
        .text("reason", "d.reason"),
        .instant("created_at", "d.created_at")
    ),
    erasure: .keep(.init(for: .years(10), from: "d.created_at"), because: contracts)
)
