import Kernel
import Platform
import Store

/// The means of the contributors of a month: those of ``ScoredDiary/contribution(to:_:)``, summed in SQL.
struct MonthlyMeans: Sendable {
    let domains: [DiaryDomain]
    private var means: [ID<Account>: [String: Ratio]] = [:]

    subscript(account: ID<Account>) -> [String: Ratio]? { means[account] }

    /// Includes the members of the organisation who consent now.
    init(
        of organization: ID<Organization>,
        _ month: CalendarMonth,
        _ table: DomainTable,
        _ tx: borrowing Tx,
        under policy: DiaryPolicy = .standard
    ) throws {
        domains = ScoredDiary.releaseDomains(table, month)
        guard !domains.isEmpty else { return }
        let consenting = try Self.consenting(in: organization, tx)
        means = Dictionary(uniqueKeysWithValues: consenting.map { ($0, [:]) })
        for domain in domains {
            var sums: [ID<Account>: Sum] = [:]
            for span in table.spans(of: domain.key, in: month.dates) {
                try Self.add(span, in: organization, to: &sums, tx)
            }
            means = means.reduce(into: [:]) { kept, person in
                guard let sum = sums[person.key], sum.days >= policy.releaseDays else { return }
                var means = person.value
                means[domain.key] = sum.normalised / Ratio(sum.days)
                kept[person.key] = means
            }
        }
    }

    /// The scored dates of one person in one domain.
    private struct Sum {
        var days = 0
        /// The sum of the normalised scores.
        var normalised = Ratio.zero
    }

    private static func add(
        _ span: DomainTable.Span,
        in organization: ID<Organization>,
        to sums: inout [ID<Account>: Sum],
        _ tx: borrowing Tx
    ) throws {
        try tx.forEach(
            """
            SELECT l.account_id, COUNT(l.score), \(SQL.sum(of: "l.score")) FROM wellness_log l
             WHERE l.account_id IN (SELECT m.account_id FROM membership m WHERE m.organization_id = \(organization))
               AND l.domain = \(span.domain.key) AND l.score IS NOT NULL
               AND l.local_date BETWEEN \(span.dates.lowerBound) AND \(span.dates.upperBound)
             GROUP BY l.account_id
            """
        ) { row in
            let (account, days, sum): (ID<Account>, Int, Int) = (
                try row.next(), try row.next(), try row.next()
            )
            sums[account, default: Sum()].days += days
            sums[account, default: Sum()].normalised =
                sums[account, default: Sum()].normalised + span.domain.normalised(sumOf: days, sum)
        }
    }

    private static func consenting(
        in organization: ID<Organization>,
        _ tx: borrowing Tx
    ) throws -> Set<ID<Account>> {
        Set(
            try tx.values(
                """
                SELECT c.account_id FROM policy_consent c
                 WHERE c.purpose = \(Consent.Purpose.aggregation) AND c.is_granted
                   AND c.account_id IN (SELECT m.account_id FROM membership m WHERE m.organization_id = \(organization))
                   AND NOT EXISTS (
                       SELECT 1 FROM policy_consent n
                        WHERE n.account_id = c.account_id AND n.purpose = c.purpose
                          AND (n.given_at > c.given_at OR (n.given_at = c.given_at AND n.id > c.id)))
                """,
                as: ID<Account>.self
            )
        )
    }
}

extension DomainTable {
    /// Dates on which the same row of a domain applies.
    struct Span: Sendable {
        let domain: DiaryDomain
        let dates: ClosedRange<CivilDate>
    }

    /// The rows of the domain over the dates, each with its own dates.
    func spans(of key: String, in dates: ClosedRange<CivilDate>) -> [Span] {
        dates.days.reduce(into: []) { spans, date in
            guard let domain = row(key, on: date) else { return }
            if let last = spans.last, last.domain == domain {
                spans[spans.count - 1] = Span(domain: domain, dates: last.dates.lowerBound...date)
            } else {
                spans.append(Span(domain: domain, dates: date...date))
            }
        }
    }
}

extension DiaryDomain {
    /// The sum of the normalised values of `count` scores with the sum `sum`.
    func normalised(sumOf count: Int, _ sum: Int) -> Ratio {
        Ratio(100 * (direction == .up ? sum - count * lo : count * hi - sum), over: hi - lo)
    }
}
