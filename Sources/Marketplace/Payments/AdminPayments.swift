import Kernel
import Platform
import Store
import Web

/// The administrators' sums of payments, with the money that belongs nowhere.
enum AdminPayments {
    static let routes = rows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get("/admin/payments", show, .ledgerRead, "Sum up the payments",
            details: "By gateway, day and state, of the last 30 days unless `from` and `to` say otherwise; with all strays that have not gone back, and events about money of which no payment is known.")
    }

    /// The greatest number of rows of each list.
    private static let most = 500

    static func show(_ call: Call, span: PaymentSpan) async throws -> PaymentSums {
        let zone = call.site.product.zone
        let (from, to) = try span.days(today: zone.civil(call.now).date)
        let start = zone.instant(of: from, at: .midnight)
        let end = zone.instant(of: to + 1, at: .midnight)
        return try await call.db.read { tx in
            let charges: [CountedCharge] = try tx.all(
                """
                SELECT \(CountedCharge.columns) FROM charge c WHERE c.created_at >= \(start) AND c.created_at < \(end)
                """
            )
            let strays: [StrayMoney] = try tx.all(
                """
                SELECT \(StrayMoney.columns) FROM charge c JOIN award a ON a.id = c.subject_id
                 WHERE c.is_stray
                   AND c.paid > (SELECT \(SQL.sum(of: "f.amount")) FROM charge_refund f
                                  WHERE f.charge_id = c.id AND f.state = 'done')
                                + (SELECT \(SQL.sum(of: "b.amount")) FROM chargeback b
                                    WHERE b.charge_id = c.id AND b.state = 'lost')
                 ORDER BY c.paid_at, c.id LIMIT \(most)
                """
            )
            let unmatched: [UnmatchedEvent] = try tx.all(
                """
                SELECT \(UnmatchedEvent.columns) FROM charge_event e
                 WHERE e.state = 'unmatched' AND e.received_at >= \(start) AND e.received_at < \(end)
                 ORDER BY e.received_at, e.id LIMIT \(most)
                """
            )
            return PaymentSums(
                from: from,
                to: to,
                sums: CountedCharge.sums(charges, in: zone),
                strays: strays,
                unmatched: unmatched
            )
        }
    }
}

/// The days of a summary.
struct PaymentSpan: Query {
    /// The first day, a year before the last at most.
    var from: CivilDate?
    /// The last day.
    var to: CivilDate?

    private static let longest = 366

    func days(today: CivilDate) throws(Problem) -> (from: CivilDate, to: CivilDate) {
        let to = to ?? today
        let from = from ?? to + -30
        guard from <= to else { throw Problem(.invalid, faults: [.init("query/from", .endsBeforeItStarts)]) }
        guard to - from <= Self.longest else {
            throw Problem(.invalid, faults: [.init("query/from", .spanTooLong)])
        }
        return (from, to)
    }
}

/// Payments by gateway, day and state.
struct PaymentSums: View {
    /// The first day.
    var from: CivilDate
    /// The last day.
    var to: CivilDate
    var sums: [PaymentSum]
    /// Payments that no job was waiting for, and that have not gone back.
    var strays: [StrayMoney]
    /// Events of which no payment is known here.
    var unmatched: [UnmatchedEvent]
}

/// The payments of one gateway, day and state.
struct PaymentSum: Codable, Sendable {
    /// The name of the gateway.
    var gateway: String
    /// The day on which they were begun.
    var day: CivilDate
    var state: Charge.State
    /// Their number.
    var count: Int
    /// The sum to be paid, in cents.
    var amountMinor: Int64
    /// The sum of all refunds that have not failed, in cents.
    var refundedMinor: Int64
    /// The gateway's fees, in cents.
    var feeMinor: Int64
}

private struct CountedCharge: Record {
    let gateway: String
    let createdAt: Instant
    let state: Charge.State
    let amount: Int64
    let refunded: Int64
    let fee: Int64

    static let columns: SQL = "c.gateway, c.created_at, c.state, c.amount, c.refunded, COALESCE(c.fee, 0)"

    init(_ row: inout Row) throws {
        gateway = try row.next()
        createdAt = try row.next()
        state = try row.next()
        amount = try row.next()
        refunded = try row.next()
        fee = try row.next()
    }

    /// By day, gateway and state.
    static func sums(_ charges: [CountedCharge], in zone: Zone) -> [PaymentSum] {
        struct Key: Hashable {
            let gateway: String
            let day: CivilDate
            let state: Charge.State
        }
        let groups = Dictionary(grouping: charges) {
            Key(gateway: $0.gateway, day: zone.civil($0.createdAt).date, state: $0.state)
        }
        return groups.map { key, charges in
            PaymentSum(
                gateway: key.gateway,
                day: key.day,
                state: key.state,
                count: charges.count,
                amountMinor: charges.reduce(0) { $0 + $1.amount },
                refundedMinor: charges.reduce(0) { $0 + $1.refunded },
                feeMinor: charges.reduce(0) { $0 + $1.fee }
            )
        }
        .sorted { ($0.day, $0.gateway, $0.state.rawValue) < ($1.day, $1.gateway, $1.state.rawValue) }
    }
}

/// A payment that no job was waiting for.
struct StrayMoney: Codable, Sendable {
    /// The charge that was paid after its end.
    var paymentId: ID<Charge>
    var jobId: ID<Job>
    /// The name of the gateway.
    var gateway: String
    /// The money that arrived, in its own currency.
    var paid: Money
    /// When it arrived.
    var paidAt: Instant
}

extension StrayMoney: Record {
    static let columns: SQL = "c.id, a.job_id, c.gateway, c.paid, c.paid_currency, c.paid_at"

    init(_ row: inout Row) throws {
        paymentId = try row.next()
        jobId = try row.next()
        gateway = try row.next()
        paid = Money(try row.next(), try row.next())
        paidAt = try row.next()
    }
}

/// An event about money of which no payment is known here.
struct UnmatchedEvent: Codable, Sendable {
    /// The name of the gateway.
    var gateway: String
    /// The gateway's identifier of the event.
    var eventId: String
    /// The gateway's name for what happened.
    var type: String
    /// When it came in.
    var receivedAt: Instant
}

extension UnmatchedEvent: Record {
    static let columns: SQL = "e.gateway, e.event_id, e.type, e.received_at"

    init(_ row: inout Row) throws {
        gateway = try row.next()
        eventId = try row.next()
        type = try row.next()
        receivedAt = try row.next()
    }
}
