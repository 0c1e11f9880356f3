import Kernel
import Platform
import Store

/// A charge with the job it pays for, and the people who may see it.
struct JobPayment: Sendable {
    let charge: Charge
    let job: ID<Job>
    let provider: ID<Provider>
    let providerAccount: ID<Account>
    let region: ID<Region>
    let commission: Int64
    /// Refunds that are done.
    let refunded: Int64
    let escrow: Escrow?

    /// The provider's part of it, as things stand.
    var net: Int64 {
        guard let escrow else { return charge.amount.amountMinor - commission }
        guard !escrow.isReleased else { return escrow.kept - escrow.keptCommission }
        var whole = escrow
        return whole.release(escrow.held).payee
    }
}

extension JobPayment: Record {
    static let columns: SQL =
        """
        \(Charge.columns), a.job_id, a.provider_id, p.account_id AS provider_account, j.region_id, a.commission_minor,
        (SELECT \(SQL.sum(of: "f.amount")) FROM charge_refund f WHERE f.charge_id = c.id AND f.state = 'done') AS given_back
        """

    static let source: SQL =
        """
        charge c JOIN award a ON a.id = c.subject_id JOIN market_job j ON j.id = a.job_id JOIN provider p ON p.id = a.provider_id
        """

    init(_ row: inout Row) throws {
        charge = try Charge(&row)
        job = try row.next()
        provider = try row.next()
        providerAccount = try row.next()
        region = try row.next()
        commission = try row.next()
        refunded = try row.next() ?? 0
        escrow = nil
    }

    private init(_ other: JobPayment, with escrow: Escrow?) {
        charge = other.charge
        job = other.job
        provider = other.provider
        providerAccount = other.providerAccount
        region = other.region
        commission = other.commission
        refunded = other.refunded
        self.escrow = escrow
    }

    /// The payments within a scope: own ones are those of the customer and of the provider, whatever their role is now.
    static func visible(to scope: Scope) -> SQL {
        guard scope.reach == .own else { return area.visible(to: scope) }
        guard let caller = scope.actor.account else { return "FALSE" }
        return "(c.account_id = \(caller) OR p.account_id = \(caller))"
    }

    private static let area = Visibility(areas: [.region: Area.region.of("j.region_id")])

    static func find(
        _ id: ID<Charge>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> JobPayment {
        let payment: JobPayment = try tx.one(
            "SELECT \(columns) FROM \(source) WHERE c.id = \(id) AND \(visible(to: scope))"
        )
        return JobPayment(payment, with: try Escrow.find(of: id, tx))
    }

    /// Newest first.
    static func list(
        _ page: PageRequest,
        where conditions: [SQL],
        _ tx: borrowing Tx
    ) throws -> Page<JobPayment> {
        let found: Page<JobPayment> = try tx.page(
            page,
            "SELECT \(columns) FROM \(source) WHERE \(SQL.all(conditions))",
            order: SortOrder(.descending("created_at", \.charge.createdAt), .descending("id", \.charge.id))
        )
        let escrows: [Escrow] = try tx.all(
            "SELECT \(Escrow.columns) FROM escrow e WHERE e.charge_id \(in: found.data.map(\.charge.id))"
        )
        let known = Dictionary(uniqueKeysWithValues: escrows.map { ($0.charge, $0) })
        return found.map { JobPayment($0, with: known[$0.charge.id]) }
    }

    /// The job that a charge pays for.
    static func job(of charge: Charge, _ tx: borrowing Tx) throws -> ID<Job> {
        guard let job: ID<Job> = try tx.value("SELECT job_id FROM award WHERE id = \(charge.award)") else {
            throw Problem(.notFound)
        }
        return job
    }
}
