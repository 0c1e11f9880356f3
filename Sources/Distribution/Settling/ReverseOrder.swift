import Kernel
import Platform
import Store

extension Settling {
    /// Takes a delivered order back in the books, or the lines of it that are named: exactly what was booked of them.
    ///
    /// Once for each order, refused with 409 after that. The delivery fee goes back only with the whole.
    static func reverse(
        _ reversal: NewReversal,
        of company: ID<Company>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> CompanyEntry {
        let order = reversal.orderId
        let booked = try Self.booked(order, of: company, tx)
        let lines = try reversal.lines.map { try reversedLines($0, of: order, tx) }
        let goods = lines.map { $0.reduce(0) { $0 + $1.total.value } } ?? booked.goods
        let commission = lines.map { $0.reduce(0) { $0 + $1.commission.value } } ?? booked.commission
        let entry = CompanyEntry(
            id: tx.newID(),
            company: company,
            kind: .reversal,
            order: order,
            payout: nil,
            goods: -goods,
            commission: -commission,
            deliveryFee: lines == nil ? -booked.deliveryFee : 0,
            amount: commission - goods,
            reason: reversal.reason.rawValue,
            at: tx.now
        )
        guard try entry.insert(tx) else { throw Problem(.orderReversed) }
        for line in lines ?? [] {
            try tx.execute(
                """
                INSERT INTO reversed_line (order_id, position, entry_id) VALUES (\(order), \(line.position), \(entry.id))
                """
            )
        }
        try book("order_reversed", entry, tx)
        let details: JSONValue = [
            "order": .string(order.description),
            "lines": .array((lines ?? []).map { JSONValue.integer(Int64($0.position)) }),
        ]
        try Audit.record(
            "company.reverse_order",
            of: Company.kind,
            company.cast(),
            by: actor,
            details: details,
            tx
        )
        return entry
    }

    private static func booked(
        _ order: ID<SalesOrder>,
        of company: ID<Company>,
        _ tx: borrowing Tx
    ) throws -> CompanyEntry {
        if let entry = try CompanyEntry.find(.order, of: order, tx), entry.company == company { return entry }
        let isTheirs = try tx.exists(
            "SELECT 1 FROM sales_order o WHERE o.id = \(order) AND o.company_id = \(company)"
        )
        guard isTheirs else { throw Problem(.invalid, faults: [.init("/order_id", .notTheirOrder)]) }
        throw Problem(.orderNotDelivered)
    }

    private static func reversedLines(
        _ positions: [Int],
        of order: ID<SalesOrder>,
        _ tx: borrowing Tx
    ) throws -> [SalesOrderLine] {
        let lines = try SalesOrderLine.list(of: order, tx)
        let known = Set(lines.map(\.position))
        var wanted: Set<Int> = []
        var faults = positions.isEmpty ? [Problem.Fault("/lines", .notALine)] : []
        for (index, position) in positions.enumerated() {
            if !known.contains(position) {
                faults.append(.init("/lines/\(index)", .notALine))
            } else if !wanted.insert(position).inserted {
                faults.append(.init("/lines/\(index)", .namedTwice))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return lines.filter { wanted.contains($0.position) }
    }
}
