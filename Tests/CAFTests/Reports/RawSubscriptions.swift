import Kernel
import Platform
import Store
import TestKit

@testable import CAF

/// A subscription as the table has it.
struct RawSubscription: Record {
    let plan: String
    let status: String
    let isEnding: Bool
    let started: Instant
    let ended: Instant?

    static let columns: SQL = "plan_key, status, cancel_at_period_end, started_at, ended_at"

    init(_ row: inout Row) throws {
        plan = try row.next()
        status = try row.next()
        isEnding = try row.next()
        started = try row.next()
        ended = try row.next()
    }

    var isReal: Bool { !status.hasPrefix("incomplete") }
    var isActive: Bool { ["trialing", "active", "past_due"].contains(status) }
    var startMonth: String { Self.month(started) }
    var endMonth: String? { ended.map(Self.month) }

    private static func month(_ moment: Instant) -> String {
        String(Zone.rome.civil(moment).date.description.prefix(7))
    }
}

/// Some cents that came or went.
struct RawMoney: RowDecodable {
    let plan: String
    let cents: Int64
    let at: Instant

    init(_ row: inout Row) throws {
        plan = try row.next()
        cents = try row.next()
        at = try row.next()
    }
}

extension RawFilter {
    func covers(_ moment: Instant) -> Bool {
        let day = Zone.rome.civil(moment).date.description
        return (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
}

extension World {
    func rawSubscriptions() async throws -> [RawSubscription] {
        try await db.read { tx in try tx.all("SELECT \(RawSubscription.columns) FROM subscription") }
    }

    /// Every payment here has an invoice, which says what it was for.
    func rawMoney() async throws -> (payments: [RawMoney], refunds: [RawMoney]) {
        try await db.read { tx in
            let payments: [RawMoney] = try tx.all(
                "SELECT i.plan_key, i.amount, i.paid_at FROM provider_invoice i"
            )
            let refunds: [RawMoney] = try tx.all(
                """
                SELECT i.plan_key, f.amount, f.settled_at FROM refund f JOIN provider_invoice i ON i.payment_id = f.payment_id
                """
            )
            return (payments, refunds)
        }
    }
}
