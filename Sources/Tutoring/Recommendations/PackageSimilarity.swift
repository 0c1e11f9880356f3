import Kernel
import Platform
import Store

/// How alike two packages are by their buyers.
enum PackageSimilarity {
    static let window = Duration.days(365)
    /// Fewer common buyers say nothing.
    static let leastCommon = 3

    /// c / sqrt(ni nj) · c / (c + 5), of c common buyers; nil for too few.
    static func value(common: Int, of first: Int, and second: Int) -> Double? {
        guard common >= leastCommon, first > 0, second > 0 else { return nil }
        let c = Double(common)
        return c / (Double(first) * Double(second)).squareRoot() * c / (c + 5)
    }

    /// The packages on sale that are most like one of those the student has bought, with the name of that one.
    static func best(
        for student: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> [(package: ID<Package>, value: Double, like: String)] {
        let since = tx.now - window
        var pairs: [(mine: ID<Package>, other: ID<Package>, common: Int)] = []
        try tx.forEach(
            """
            SELECT a.package_id, b.package_id, COUNT(DISTINCT a.student_id)
              FROM purchase a JOIN purchase b ON b.student_id = a.student_id
             WHERE a.package_id IN (SELECT x.package_id FROM purchase x
                                     WHERE x.student_id = \(student) AND x.state = 'paid' AND x.paid_at > \(since))
               AND b.package_id IN (SELECT k.id FROM package k JOIN tutor t ON t.id = k.tutor_id
                                     WHERE k.state = 'published' AND t.is_verified AND t.suspended_at IS NULL)
               AND NOT EXISTS (SELECT 1 FROM purchase x WHERE x.student_id = \(student) AND x.package_id = b.package_id
                                  AND x.state = 'paid')
               AND a.state = 'paid' AND a.paid_at > \(since) AND b.state = 'paid' AND b.paid_at > \(since)
             GROUP BY a.package_id, b.package_id HAVING COUNT(DISTINCT a.student_id) >= \(leastCommon)
            """
        ) { row in pairs.append((try row.next(), try row.next(), try row.next())) }
        guard !pairs.isEmpty else { return [] }
        let (buyers, names) = try known(Set(pairs.flatMap { [$0.mine, $0.other] }), since, tx)
        var best: [ID<Package>: (value: Double, like: String)] = [:]
        for pair in pairs {
            let value = value(common: pair.common, of: buyers[pair.mine] ?? 0, and: buyers[pair.other] ?? 0)
            guard let value, value > best[pair.other]?.value ?? 0 else { continue }
            best[pair.other] = (value, names[pair.mine] ?? "")
        }
        return best.map { ($0.key, $0.value.value, $0.value.like) }
            .sorted { ($1.value, $0.package) < ($0.value, $1.package) }
    }

    private static func known(
        _ packages: Set<ID<Package>>,
        _ since: Instant,
        _ tx: borrowing Tx
    ) throws -> (buyers: [ID<Package>: Int], names: [ID<Package>: String]) {
        var (buyers, names): ([ID<Package>: Int], [ID<Package>: String]) = ([:], [:])
        try tx.forEach(
            """
            SELECT k.id, k.name, (SELECT COUNT(DISTINCT p.student_id) FROM purchase p
                                   WHERE p.package_id = k.id AND p.state = 'paid' AND p.paid_at > \(since))
              FROM package k WHERE k.id \(in: packages)
            """
        ) { row in
            let id = try row.next(ID<Package>.self)
            names[id] = try row.next(String.self)
            buyers[id] = try row.next(Int.self)
        }
        return (buyers, names)
    }
}
