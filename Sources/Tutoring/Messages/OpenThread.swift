import Kernel
import Platform
import Store

extension NewThread {
    /// The thread of the caller with the other one, made unless it is there; `text` is its first message.
    func open(as call: Call, _ tx: borrowing Tx) throws -> (thread: Thread, isNew: Bool) {
        let (student, tutor) = try pair(for: call, tx)
        if let known = try Thread.find(of: student, with: tutor, tx) { return (known, false) }
        try Quota.threadsADay.consume(as: call, tx)
        let made = try tx.execute(
            """
            INSERT INTO thread (id, student_id, tutor_id, last_seq, created_at, updated_at)
            VALUES (\(tx.newID(of: Thread.self)), \(student), \(tutor), 0, \(tx.now), \(tx.now))
                ON CONFLICT (student_id, tutor_id) DO NOTHING
            """
        )
        guard let thread = try Thread.find(of: student, with: tutor, tx) else { throw Problem(.notFound) }
        guard made == 1 else { return (thread, false) }
        guard let text else { return (thread, true) }
        _ = try thread.send(NewThreadMessage(text: text), as: call, tx)
        return (try Thread.find(thread.id, tx), true)
    }

    /// A student names a tutor whom everybody finds or whom the student knows; a tutor names an assigned student.
    private func pair(for call: Call, _ tx: borrowing Tx) throws -> (student: ID<Account>, tutor: ID<Tutor>) {
        let me = try call.account
        if let own = try Tutor.find(of: me, tx) {
            guard tutorId == nil else { throw Problem(.invalid, faults: [.init("/tutor_id", .notForTutors)]) }
            guard let studentId else {
                throw Problem(.invalid, faults: [.init("/student_id", Refusal(.required))])
            }
            let isAssigned = try Assigned.holds(studentId, of: me, tx)
            guard isAssigned else { throw Problem(.invalid, faults: [.init("/student_id", .unknownStudent)]) }
            return (studentId, own.id)
        }
        guard studentId == nil else {
            throw Problem(.invalid, faults: [.init("/student_id", .notForStudents)])
        }
        guard let tutorId else { throw Problem(.invalid, faults: [.init("/tutor_id", Refusal(.required))]) }
        let tutor = try Tutor.find(named: tutorId, tx)
        let isSeen =
            try tx.exists("SELECT 1 FROM tutor t WHERE t.id = \(tutorId) AND \(Tutor.isSearchable)")
            || Relation.exists(me, tutor.account, tx)
        guard isSeen else { throw Problem(.invalid, faults: [.init("/tutor_id", .unknownTutor)]) }
        return (me, tutorId)
    }
}

// swift-format-ignore
extension Refusal {
    static let notForTutors   = Refusal("not_for_tutors", ["it": "non riguarda gli insegnanti", "en": "does not belong to a tutor's request"])
    static let notForStudents = Refusal("not_for_students", ["it": "non riguarda gli studenti", "en": "does not belong to a student's request"])
    static let afterAndBefore = Refusal("conflicting", ["it": "non si combina con after_seq", "en": "cannot be combined with after_seq"])
}
