import Kernel
import Platform
import Store
import Web

/// A cache of analytics answers, shared by callers with the same question and the same scope.
///
/// The key contains the generations of the data: a new or changed order and a changed or sold-out product appear in the
/// next answer of every process. Data without a generation (a restock, a new shop, a zone's name) appears after ten
/// seconds at most.
struct AnalyticsCache {
    let question: String

    private static let keeping = Duration.seconds(10)

    init(_ name: String, _ filter: AnalyticsFilter, in period: AnalyticsPeriod, _ more: String = "") {
        let asked = [filter.zoneId?.description, filter.companyId?.description].map { $0 ?? "-" }
        question = ([name, "\(period.first)", "\(period.last)", more] + asked).joined(separator: "|")
    }

    func answer<Answer: View>(
        _ call: Call,
        _ context: ReportContext,
        _ count: @escaping @Sendable (borrowing Tx) throws -> Answer
    ) async throws -> Answer {
        let stand = try await call.db.read { tx in
            [
                try context.scope.rows(tx), "\(try Realtime.generation(tx))",
                "\(try tx.one(Generation.query, as: Generation.self).value)",
            ]
        }
        let today = context.zone.civil(context.now).date
        let languages = context.languages.map(\.tag).joined(separator: ",")
        let key = (["insight", question, "\(today)", languages] + stand).joined(separator: "|")
        return try await call.site.cache.value(for: key, keeping: Self.keeping) {
            try await call.db.read(count)
        }
    }
}

extension Scope {
    /// A key for the rows in scope: equal only for callers who see the same rows.
    fileprivate func rows(_ tx: borrowing Tx) throws -> String {
        guard reach != .all, let account = actor.account else { return reach == .all ? "all" : "none" }
        let zones: [ID<DeliveryZone>] = try tx.values(
            "SELECT z.zone_id FROM admin_zone z WHERE z.account_id = \(account) ORDER BY z.zone_id"
        )
        return ([actor.role.name, "\(account)"] + zones.map(\.description)).joined(separator: ",")
    }
}
