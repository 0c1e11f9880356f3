import Kernel
import Platform
import Store

/// The common part of all lessons of one student with one tutor, read once for a hold or for a whole series.
struct LessonDesk: Sendable {
    let student: ID<Account>
    /// The name that others see.
    let studentName: String
    let tutor: Tutor
    /// The tutor's calendar.
    let resource: BookingResource
    /// The zone of the student.
    let zone: Zone
    /// The name of the child that a guardian's account learns with; nil when the student is the learner.
    let learner: String?
    /// Whether the tutor is asked before a lesson is confirmed.
    let asks: Bool
    let policies: Policies

    /// Refused when the tutor is not verified, is suspended, or has no hours.
    static func open(
        for student: ID<Account>,
        with tutor: Tutor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> LessonDesk {
        try tutor.requireVerified()
        guard let resource = try BookingResource.find(of: tutor.account, tx) else {
            throw Problem(.invalid, faults: [.init("/starts_at", .notASlot)])
        }
        return LessonDesk(
            student: student,
            studentName: try StudentCard.of([student], tx)[student]?.name ?? "",
            tutor: tutor,
            resource: resource,
            zone: try PersonZone.of(student, at: site, tx),
            learner: try Student.find(student, tx)?.learner?.name.rawValue,
            asks: try tutor.asksFirst(tx),
            policies: try Policies.at(tx.now, tx)
        )
    }
}
