import Kernel
import Platform
import Store

/// A chargeback of the payment that filled a lot: of a purchase, or of a period of a plan.
struct LotContest: Sendable {
    /// The chargeback.
    let id: ID<Subject>
    let amount: Money
    let lot: ID<Lot>

    /// Nothing is taken from the lot any more, and its earnings wait.
    func open(_ tx: borrowing Tx) throws {
        try Bookkeeping.contestOpened.book(.init(amount), of: id, tx)
        try Lot.locked(lot, tx).freeze(tx)
    }

    /// Books the decision; the answer is the value of the unused units that are lost with the money, in cents.
    ///
    /// The lot is free again unless another chargeback of the same payment is open.
    func end(isWon: Bool, isContested: Bool, as call: Call, _ tx: borrowing Tx) throws -> Int64 {
        let unused = isWon ? 0 : try lose(as: call, tx)
        if isWon { try Bookkeeping.contestWon.book(.init(amount), of: id, tx) }
        if !isContested {
            try Lot.locked(lot, tx).thaw(tx)
            let thawed = try Lot.locked(lot, tx)
            try thawed.passOn(thawed.free, of: nil, because: "thaw:\(id)", tx)
        }
        return unused
    }

    /// The unused units are gone with the money; of charged lessons the platform bears the loss.
    ///
    /// Lessons ahead are cancelled. One that has begun is taught and charged, and is part of the loss.
    private func lose(as call: Call, _ tx: borrowing Tx) throws -> Int64 {
        try Lesson.cancelUnpaid(of: lot, as: call, tx)
        let present = try Lot.locked(lot, tx)
        let gone = present.units(worthAtMost: amount.amountMinor)
        let unused = present.price.value(of: gone)
        if !gone.isEmpty { _ = try present.refunding(gone, because: "chargeback:\(id)", tx) }
        try Bookkeeping.contestLost.book(.init(amount, unused: unused), of: id, tx)
        return unused
    }
}

extension Lot {
    /// The most of the last available units that are worth no more than an amount.
    func units(worthAtMost amount: Int64) -> UnitSet {
        var (few, many) = (0, available)
        while few < many {
            let middle = (few + many + 1) / 2
            if price.value(of: free.suffix(middle)) <= amount { few = middle } else { many = middle - 1 }
        }
        return free.suffix(few)
    }
}
