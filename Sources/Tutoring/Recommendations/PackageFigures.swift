import Kernel
import Platform
import Store
import Web

/// The figures of a package in some days.
struct PackageFigures: View {
    /// Visitors who looked at it and agreed to be counted.
    var views: Figure
    /// Students who paid for it.
    var buyers: Figure
    /// The money that was paid, without what went back.
    var revenue: Figure
    /// Units that were sold.
    var sold: Figure
    /// Units of these days' sales that were charged.
    var used: Figure
    /// Units of these days' sales that expired.
    var expired: Figure
    /// Units of these days' sales that went back as money.
    var refunded: Figure
    /// The share of the visitors who bought.
    var conversion: Figure
}

/// Adds up the purchases of a package.
struct PackageTally: Sendable {
    let package: ID<Package>
    let period: FigurePeriod

    func figures(_ tx: borrowing Tx) throws -> PackageFigures {
        let sums: Sums = try tx.one(
            """
            SELECT COUNT(*), COUNT(DISTINCT p.student_id), \(SQL.sum(of: "p.amount")), \(SQL.sum(of: "o.granted")),
                   \(SQL.sum(of: "o.used")), \(SQL.sum(of: "o.expired")), \(SQL.sum(of: "o.refunded"))
              FROM purchase p JOIN lot o ON o.purchase_id = p.id
             WHERE p.package_id = \(package) AND p.paid_at >= \(period.start) AND p.paid_at < \(period.end)
            """
        )
        let back: Int64 =
            try tx.value(
                """
                SELECT \(SQL.sum(of: "e.value_minor"))
                  FROM lot_entry e JOIN lot o ON o.id = e.lot_id JOIN purchase p ON p.id = o.purchase_id
                 WHERE e.kind = 'refund' AND p.package_id = \(package)
                   AND p.paid_at >= \(period.start) AND p.paid_at < \(period.end)
                """
            ) ?? 0
        let views = try PackageViews.count(of: package, in: period, tx)
        let conversion =
            views.map { Figure(sums.buyers, of: $0, "Buyers / visitors with consent.", over: period.window) }
            ?? .notRecorded(.ratio, "Buyers / visitors with consent.", over: period.window)
        return PackageFigures(
            views: views.map {
                Figure(count: $0, "Visitors with consent who looked at it.", over: period.window)
            } ?? .notRecorded(.count, "Visitors with consent who looked at it.", over: period.window),
            buyers: Figure(count: sums.buyers, "Students who paid for it.", over: period.window),
            revenue: Figure(
                Double(sums.amount - back),
                .cents,
                "Payments, less what went back of them.",
                over: period.window,
                of: sums.n
            ),
            sold: units(sums.granted, "Units sold; 100 are a lesson.", sums.n),
            used: units(sums.used, "Units of these sales that were charged.", sums.n),
            expired: units(sums.expired, "Units of these sales that expired.", sums.n),
            refunded: units(sums.refunded, "Units of these sales that went back as money.", sums.n),
            conversion: conversion
        )
    }

    private func units(_ count: Int, _ formula: String, _ n: Int) -> Figure {
        Figure(Double(count), .units, formula, over: period.window, of: n)
    }

    private struct Sums: RowDecodable {
        let n: Int
        let buyers: Int
        let amount: Int64
        let granted: Int
        let used: Int
        let expired: Int
        let refunded: Int

        init(_ row: inout Row) throws {
            n = try row.next()
            buyers = try row.next()
            amount = try row.next()
            granted = try row.next()
            used = try row.next()
            expired = try row.next()
            refunded = try row.next()
        }
    }
}
