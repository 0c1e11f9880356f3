import Kernel
import Platform
import Store
import Web

/// The state of the platform at a glance.
struct AdminDashboardView: View {
    /// The number of jobs that are not over.
    var openJobs: Int
    /// The same by state.
    var jobs: [JobCount]
    /// The money of customers for jobs, of the last 30 days.
    var gmv: Figure
    /// How many jobs end in a dispute.
    var disputes: Figure
    /// Disputes that are not over.
    var openDisputes: Int
    /// The things that wait for staff, by kind.
    var waiting: [WaitingThings]
    /// The debts of all providers together, in cents.
    var negativeMinor: Int64
    /// The providers who owe, up to a hundred, the greatest debt first.
    var negativePayees: [NegativePayee]

    /// The jobs in one state.
    struct JobCount: Codable, Sendable {
        /// The state that they share.
        var state: Job.Status
        /// Their number.
        var count: Int
    }

    /// A provider with a debt.
    struct NegativePayee: Codable, Sendable {
        /// The provider who owes the platform money; the balance is in the same row.
        var providerId: ID<Provider>
        /// Their business.
        var businessName: String
        /// The platform's debt to the provider, in cents: negative.
        var balanceMinor: Int64
    }

    private static let most = 100

    static func of(_ regions: [Region], _ tx: borrowing Tx) throws -> AdminDashboardView {
        let figures = try RegionTallies.of(regions, tx).totalFigures
        let jobs: [JobCount] = try tx.all(
            "SELECT j.state, COUNT(*) FROM market_job j WHERE j.over_at IS NULL GROUP BY j.state ORDER BY j.state"
        )
        let disputes: Int? = try tx.value(
            "SELECT COUNT(*) FROM dispute d WHERE d.state <> \(Dispute.Status.final)"
        )
        let debtors = try NegativePayee.all(tx)
        return AdminDashboardView(
            openJobs: jobs.reduce(0) { $0 + $1.count },
            jobs: jobs,
            gmv: figures.gmv,
            disputes: figures.disputes,
            openDisputes: disputes ?? 0,
            waiting: try WaitingThings.all(in: regions, tx),
            negativeMinor: -debtors.reduce(0) { $0 + $1.balanceMinor },
            negativePayees: Array(debtors.prefix(most))
        )
    }
}

extension AdminDashboardView.JobCount: RowDecodable {
    init(_ row: inout Row) throws {
        state = try row.next()
        count = try row.next()
    }
}

extension AdminDashboardView.NegativePayee {
    fileprivate static func all(_ tx: borrowing Tx) throws -> [Self] {
        var payees: [Self] = []
        for id in try ProviderDebt.debtors(owingMoreThan: 0, tx) {
            let name = try Provider.find(id, tx).businessName.rawValue
            let balance = try ProviderDebt.balance(of: id, tx)
            payees.append(Self(providerId: id, businessName: name, balanceMinor: balance))
        }
        return payees.sorted { ($0.balanceMinor, $0.providerId) < ($1.balanceMinor, $1.providerId) }
    }
}
