import Kernel
import Platform
import Store

/// A proof about the ledger.
struct LedgerCheck: Codable, Sendable {
    /// The thing that is proved.
    var name: Name
    /// Whether it holds.
    var ok: Bool

    /// A thing that always holds.
    enum Name: String, Codable, CaseIterable, Sendable {
        /// All accounts sum to zero.
        case sumZero = "sum_zero"
        /// `deferred` is the value of all unused units, and of the money that is on its way back or not granted yet.
        case deferredIsLots = "deferred_is_lots"
        /// Every tutor's accounts are the sums of the tutor's entries.
        case tutorsAreEntries = "tutors_are_entries"
    }

    static func all(of balances: [Ledger.Balance], _ tx: borrowing Tx) throws -> [LedgerCheck] {
        let booked = Dictionary(balances.map { ($0.account, $0.balance.amountMinor) }, uniquingKeysWith: +)
        return try Name.allCases.map { LedgerCheck(name: $0, ok: try $0.holds(for: booked, tx)) }
    }
}

extension LedgerCheck.Name {
    /// Whether it holds for the balances by account.
    fileprivate func holds(for booked: [String: Int64], _ tx: borrowing Tx) throws -> Bool {
        switch self {
        case .sumZero: return booked.values.reduce(0, +) == 0
        case .deferredIsLots:
            let value = try Lot.deferred(tx) + (tx.value(Self.plansOnTheirWay, as: Int64.self) ?? 0)
            return booked[Ledger.Account.deferred.code, default: 0] == -value
        case .tutorsAreEntries:
            let entries = try Self.entries(tx)
            let tutors = booked.filter { $0.key.hasPrefix("tutor:") || $0.key.hasPrefix("pending:") }
            return Set(entries.keys).union(tutors.keys).allSatisfy {
                tutors[$0, default: 0] == -entries[$0, default: 0]
            }
        }
    }

    /// The sums of the entries, by the account that they stand for.
    private static func entries(_ tx: borrowing Tx) throws -> [String: Int64] {
        var sums: [String: Int64] = [:]
        try tx.forEach(
            "SELECT e.tutor_id, e.booked, \(SQL.sum(of: "e.amount")) FROM tutor_entry e GROUP BY e.tutor_id, e.booked"
        ) { row in
            let tutor: ID<Tutor> = try row.next()
            let booked: TutorEntry.Booked = try row.next()
            let account: Ledger.Account = booked == .tutor ? .tutor(tutor) : .pending(tutor)
            sums[account.code] = try row.next(Int64.self)
        }
        return sums
    }

    /// Payments of plans whose period is not granted yet, and money of plans that is ordered back and has not gone.
    private static let plansOnTheirWay: SQL =
        """
        SELECT CAST(
            COALESCE((SELECT SUM(p.amount) FROM payment p
                       WHERE p.status = 'succeeded'
                         AND NOT EXISTS (SELECT 1 FROM provider_invoice i JOIN lot l ON l.invoice_id = i.id
                                          WHERE i.payment_id = p.id)), 0)
            + COALESCE((SELECT SUM(CASE WHEN e.kind = 'refund' THEN e.value_minor ELSE -e.value_minor END)
                          FROM lot_entry e JOIN lot l ON l.id = e.lot_id
                         WHERE l.source = 'plan' AND (e.kind = 'refund' OR e.cause LIKE 'undo:%')), 0)
            - COALESCE((SELECT SUM(r.amount) FROM refund r WHERE r.status = 'succeeded' AND r.requested_by IS NOT NULL), 0)
            AS bigint)
        """
}
