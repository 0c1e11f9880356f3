import Kernel
import Platform
import Store

extension Lot {
    /// Tells the student that available units are going to expire.
    func tellExpiry(_ tx: borrowing Tx) throws {
        guard available > 0, standsSince == nil, expiresAt > tx.now else { return }
        var facts = facts(about: available)
        facts["end"] = .time(expiresAt)
        try TutoringNotice.send(.unitsEnding, to: [student], about: (Self.kind, id.cast()), facts, tx)
    }

    /// Tells the student that units of a charged lesson were given back.
    func tellReturn(of units: Int, because reason: Reason, _ tx: borrowing Tx) throws {
        var facts = facts(about: units)
        facts["reason"] = .words(reason.rawValue)
        try TutoringNotice.send(.unitsReturned, to: [student], about: (Self.kind, id.cast()), facts, tx)
    }

    /// Units as lessons, with decimals where they are a part of one.
    private func facts(about units: Int) -> [String: NoticeFact] {
        let (whole, part) = units.quotientAndRemainder(dividingBy: UnitSet.lesson)
        let decimals = part < 10 ? "0\(part)" : "\(part)"
        return [
            "lessons": .words(part == 0 ? "\(whole)" : "\(whole).\(decimals)"),
            "thing": subject.map { .subject($0) } ?? .words("\(minutes) min"),
        ]
    }
}
