import Kernel
import Platform
import Store

/// The packages for somebody about whom buyers say nothing: .5 subject + .3 (r - 1) / 4 + .2 (1 - price / dearest).
struct ColdStart: RowDecodable, Sendable {
    let package: ID<Package>
    let isSubject: Bool
    let rating: Double?
    let price: Int64
    let dearest: Int64

    var value: Double {
        let cheap = 1 - Double(price) / Double(max(1, dearest))
        return (isSubject ? 0.5 : 0) + 0.3 * ((rating ?? 1) - 1) / 4 + 0.2 * cheap
    }

    init(_ row: inout Row) throws {
        package = try row.next()
        isSubject = try row.next(Int.self) == 1
        rating = try row.next()
        price = try row.next()
        dearest = try row.next()
    }

    /// The best packages on sale that are not among `known`.
    static func best(
        _ count: Int,
        of subjects: [SubjectCode],
        without known: [ID<Package>],
        _ tx: borrowing Tx
    ) throws -> [ColdStart] {
        let isSubject: SQL =
            subjects.isEmpty ? "0" : "(CASE WHEN k.subject \(in: subjects) THEN 1 ELSE 0 END)"
        let onSale: SQL =
            """
            package k JOIN package_version v ON v.package_id = k.id AND v.n = k.version_n JOIN tutor t ON t.id = k.tutor_id
             WHERE k.state = 'published' AND t.is_verified AND t.suspended_at IS NULL
            """
        let dearest: Int64 = try tx.value("SELECT MAX(v.list_price_minor) FROM \(onSale)") ?? 1
        let most: SQL = "CAST(\(max(1, dearest)) AS \(pg: "bigint", sqlite: "INTEGER"))"
        let found: [ColdStart] = try tx.all(
            """
            SELECT k.id, \(isSubject) AS hit, k.rating, v.list_price_minor, \(most)
              FROM \(onSale)
             ORDER BY 0.5 * \(isSubject) + 0.075 * (COALESCE(k.rating, 1) - 1)
                      - 0.2 * v.list_price_minor / \(most) DESC, k.id
             LIMIT \(count + known.count)
            """
        )
        return Array(found.filter { !known.contains($0.package) }.prefix(count))
    }
}
