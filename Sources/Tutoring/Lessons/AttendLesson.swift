import Kernel
import Platform
import Store

extension Lesson {
    /// It took place: the tutor says so after its end, or nobody said otherwise for a day.
    func completed(note: String? = nil, as call: Call, _ tx: borrowing Tx) throws -> Lesson {
        try demandMove(.complete, as: call)
        let completed = try advanced(by: .complete, as: call, reason: note, tx)
        try LessonMoney.charge(id, as: call.bySystem, tx)
        return completed
    }

    /// One side reports that the other did not come; against such a report the other side's own one opens a dispute.
    func absence(reportedBy side: Side, note: String?, as call: Call, _ tx: borrowing Tx) throws -> Lesson {
        switch (side, status) {
        case (.student, .studentAbsent), (.tutor, .tutorAbsent):
            return try disputed(by: side, note ?? "The other side was absent.", files: [], as: call, tx)
        case (.tutor, _): return try studentMissed(note: note, as: call, tx)
        case (.student, _): return try tutorMissed(note: note, as: call, tx)
        }
    }

    private func studentMissed(note: String?, as call: Call, _ tx: borrowing Tx) throws -> Lesson {
        try demandMove(.missStudent, as: call)
        let absent = try advanced(by: .missStudent, as: call, reason: note, tx)
        try LessonMoney.charge(id, as: call.bySystem, tx)
        return absent
    }

    private func tutorMissed(note: String?, as call: Call, _ tx: borrowing Tx) throws -> Lesson {
        try demandMove(.missTutor, as: call)
        return try advanced(by: .missTutor, as: call, reason: note, tx)
    }

    /// The tutor did not contradict: everything comes back, and it counts against the tutor.
    func absenceSettled(as call: Call, _ tx: borrowing Tx) throws {
        _ = try ended(by: .tutor, share: 100).advanced(by: .settleAbsence, as: call, tx)
        try LessonMoney.free(id, cause: .tutor, as: call, tx)
        try Strike.add(Tutor.find(tutor, tx), id, .absence, tx)
    }
}

extension Lesson {
    /// Gives a share of the price back: the tutor the whole, an administrator any; a dispute about it ends.
    func givenBack(
        percent: Int,
        by ender: Ender,
        because reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Lesson {
        try demandMove(.giveBack, as: call)
        let settled = try ended(by: ender, share: percent, because: reason)
            .advanced(by: .giveBack, as: call, reason: reason, tx)
        try LessonMoney.settle(id, givingBack: percent, cause: ender.cause, as: call.bySystem, tx)
        return settled
    }
}
