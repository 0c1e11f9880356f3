import Kernel
import Platform
import Store

extension Quota {
    /// Holds of a student in a day, whatever becomes of them.
    static let holdsADay = Quota(
        "tutoring.holds_a_day",
        .lessonTake,
        of: [.student],
        most: 200,
        .window(.hours(24)),
        counting: .rows(weight: "1", at: "l.created_at") { "lesson l WHERE l.student_id = \($0.account)" },
        counted: ["it": "orari trattenuti in 24 ore", "en": "held times in 24 hours"],
        frees: ["it": "Ognuno si libera dopo 24 ore.", "en": "Each frees 24 hours later."],
        because: "Every hold blocks a tutor's time for minutes; a series of a year is 52 lessons."
    )

    static let lessonDisputesADay = Quota(
        "tutoring.disputes_a_day",
        .lessonDispute,
        most: 20,
        .window(.hours(24)),
        counting: .uses,
        counted: ["it": "contestazioni in 24 ore", "en": "disputes in 24 hours"],
        frees: ["it": "Ognuna si libera dopo 24 ore.", "en": "Each frees 24 hours later."],
        because: "Each is read by people."
    )
}
