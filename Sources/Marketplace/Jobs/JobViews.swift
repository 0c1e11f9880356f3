import Kernel
import Platform
import Store
import Web

/// The other rows that views of jobs show, read for all of them together.
struct JobViews: Sendable {
    private var customers: [ID<Account>: CustomerCard] = [:]
    private var providers: [ID<Provider>: ProviderCard] = [:]
    private var services: [ID<Service>: MarketJobView.ServiceName] = [:]
    private var files: [ID<Job>: [AttachedFile]] = [:]
    private var quotes: [ID<Job>: Int] = [:]
    private var awards: [ID<Award>: Award] = [:]
    private var payments: [ID<Award>: MarketJobView.PaymentSummary] = [:]
    private var disputes: [ID<Job>: MarketJobView.DisputeSummary] = [:]
    private var people: [ID<Account>: MarketJobView.Contact] = [:]
    private var visits: [ID<Job>: [Visit]] = [:]
    private var reschedules: [ID<Job>: Reschedule] = [:]
    private let now: Instant
    private var keys: [ID<Account>: PersonKey] = [:]
    private let call: Call

    private init(of jobs: [Job], for call: Call, _ tx: borrowing Tx) throws {
        self.call = call
        now = tx.now
        guard !jobs.isEmpty else { return }
        let ids = jobs.map(\.id)
        let awarded = jobs.compactMap(\.award)
        customers = try CustomerCard.of(Array(Set(jobs.map(\.customer))), tx)
        providers = try ProviderCard.of(Array(Set(jobs.compactMap(\.provider))), tx)
        services = try Self.services(of: jobs, tx)
        files = try Self.files(of: ids, for: call, tx)
        quotes = try Self.quotes(of: jobs.filter(\.status.isOpen).map(\.id), tx)
        awards = try Award.list(awarded, tx)
        payments = try Self.payments(of: awarded, tx)
        disputes = try Self.disputes(of: jobs.filter { $0.fundedAt != nil }.map(\.id), tx)
        people = try Self.people(of: jobs.filter(\.isUnmasked), tx)
        visits = try Self.visits(to: jobs.filter { !$0.status.isOver }.map(\.id), tx)
        reschedules = try Reschedule.open(on: jobs.filter { $0.status == .funded }.map(\.id), tx)
        for job in jobs where keys[job.customer] == nil && reader(of: job).seesAddress {
            keys[job.customer] = try PersonKey.find(job.customer, at: call.site, tx)
        }
    }

    static func list(_ jobs: [Job], for call: Call, _ tx: borrowing Tx) throws -> [MarketJobView] {
        let views = try JobViews(of: jobs, for: call, tx)
        return try jobs.map(views.view)
    }

    static func of(_ job: Job, for call: Call, _ tx: borrowing Tx) throws -> MarketJobView {
        try JobViews(of: [job], for: call, tx).view(of: job)
    }

    static func versioned(_ job: Job, for call: Call, _ tx: borrowing Tx) throws -> Versioned<MarketJobView> {
        Versioned(try of(job, for: call, tx), version: job.version)
    }
}

extension JobViews {
    private func view(of job: Job) throws -> MarketJobView {
        guard let customer = customers[job.customer], let service = services[job.service] else {
            throw Problem(.notFound)
        }
        let reader = reader(of: job)
        let award = reader.isInside ? job.award.flatMap { awards[$0] } : nil
        return MarketJobView(
            id: job.id,
            status: job.status.outer,
            state: job.status,
            expiresAt: job.expiresAt,
            next: job.nextEvent,
            revision: job.revision,
            customer: customer,
            provider: job.provider.flatMap { providers[$0] },
            regionId: job.region,
            service: service,
            title: (reader.isOpen ? nil : job.maskedTitle) ?? job.title.rawValue,
            description: (reader.isOpen ? nil : job.maskedDescription) ?? job.description.rawValue,
            point: reader.isOpen ? job.place : job.place.rounded,
            address: reader.seesAddress ? try open(job.address, Job.sealedAddress, of: job) : nil,
            window: JobWindow(from: job.windowFrom, until: job.windowUntil),
            budget: job.budget,
            accessNote: reader.isOpen ? try open(job.accessNote, Job.sealedAccessNote, of: job) : nil,
            files: files[job.id] ?? [],
            quotes: quotes[job.id] ?? 0,
            award: award.map { AwardView($0, of: job, withCommission: reader.seesCommission) },
            start: reader.isInside ? job.startAt : nil,
            minutes: reader.isInside ? job.minutes : nil,
            visits: shownVisits(to: job),
            reschedule: reader.isInside ? reschedules[job.id].map(RescheduleView.init) : nil,
            payment: award.flatMap { payment(of: $0, net: reader.isProvider) },
            dispute: reader.isInside ? disputes[job.id] : nil,
            contacts: reader.isInside ? contacts(of: job) : nil,
            fault: reader.isInside ? job.fault : nil,
            createdAt: job.createdAt,
            updatedAt: job.updatedAt,
            version: job.version
        )
    }

    private func reader(of job: Job) -> JobReader {
        JobReader(of: job, for: call, hasVisit: hasVisit(to: job))
    }

    /// Whether the caller, as the provider, sees the address because of an agreed visit.
    private func hasVisit(to job: Job) -> Bool {
        visits[job.id, default: []].contains {
            $0.account == call.actor.account && $0.status == .agreed && $0.until > now
        }
    }

    private func shownVisits(to job: Job) -> [VisitView] {
        let all = visits[job.id, default: []]
        let seen = call.actor.role.isStaff ? all : all.filter { $0.side(of: call.actor.account) != nil }
        return seen.map { VisitView($0, on: job, for: call) }
    }

    /// Nil when there is nothing, or when it went with the customer's key.
    private func open(_ sealed: [UInt8]?, _ column: PersonSealedColumn, of job: Job) throws -> String? {
        guard let sealed, !sealed.isEmpty, let key = keys[job.customer] else { return nil }
        return String(decoding: try column.open(sealed, in: job.id, with: key), as: UTF8.self)
    }

    private func payment(of award: Award, net: Bool) -> MarketJobView.PaymentSummary? {
        var payment = payments[award.id]
        if net { payment?.amountMinor = award.net }
        return payment
    }

    private func contacts(of job: Job) -> MarketJobView.Contacts? {
        guard job.isUnmasked, let customer = people[job.customer],
            let provider = job.providerAccount.flatMap({ people[$0] })
        else { return nil }
        return MarketJobView.Contacts(customer: customer, provider: provider)
    }
}

extension JobViews {
    private static func services(
        of jobs: [Job],
        _ tx: borrowing Tx
    ) throws -> [ID<Service>: MarketJobView.ServiceName] {
        var names: [ID<Service>: MarketJobView.ServiceName] = [:]
        try tx.forEach(
            "SELECT s.id, s.name, s.unit FROM service s WHERE s.id \(in: Set(jobs.map(\.service)))"
        ) { row in
            let id: ID<Service> = try row.next()
            names[id] = .init(id: id, name: try row.next(), unit: try row.next())
        }
        return names
    }

    private static func files(
        of jobs: [ID<Job>],
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> [ID<Job>: [AttachedFile]] {
        var attached: [ID<Job>: [AttachedFile]] = [:]
        for (job, files) in try JobFiles.list(of: jobs, tx) {
            for file in files { attached[job, default: []].append(try AttachedFile(file, for: call, tx)) }
        }
        return attached
    }

    /// The quotes that can be accepted, of jobs before their award.
    private static func quotes(of jobs: [ID<Job>], _ tx: borrowing Tx) throws -> [ID<Job>: Int] {
        guard !jobs.isEmpty else { return [:] }
        var counts: [ID<Job>: Int] = [:]
        try tx.forEach(
            """
            SELECT q.job_id, COUNT(*) FROM quote q WHERE q.job_id \(in: jobs) AND q.state \(in: Quote.Status.open)
             GROUP BY q.job_id
            """
        ) { row in counts[try row.next()] = try row.next() }
        return counts
    }

    /// The newest payment of each award.
    private static func payments(
        of awards: [ID<Award>],
        _ tx: borrowing Tx
    ) throws -> [ID<Award>: MarketJobView.PaymentSummary] {
        guard !awards.isEmpty else { return [:] }
        var payments: [ID<Award>: MarketJobView.PaymentSummary] = [:]
        try tx.forEach(
            """
            SELECT c.subject_id, c.id, c.gateway, c.state, c.amount, c.refunded FROM charge c
             WHERE c.subject_kind = 'award' AND c.subject_id \(in: awards) ORDER BY c.created_at, c.id
            """
        ) { row in
            payments[try row.next()] = .init(
                id: try row.next(),
                gateway: try row.next(),
                state: try row.next(),
                amountMinor: try row.next(),
                refundedMinor: try row.next()
            )
        }
        return payments
    }

    private static func disputes(
        of jobs: [ID<Job>],
        _ tx: borrowing Tx
    ) throws -> [ID<Job>: MarketJobView.DisputeSummary] {
        guard !jobs.isEmpty else { return [:] }
        var disputes: [ID<Job>: MarketJobView.DisputeSummary] = [:]
        try tx.forEach("SELECT d.job_id, d.id, d.state FROM dispute d WHERE d.job_id \(in: jobs)") { row in
            disputes[try row.next()] = .init(id: try row.next(), state: try row.next())
        }
        return disputes
    }

    private static func people(
        of jobs: [Job],
        _ tx: borrowing Tx
    ) throws -> [ID<Account>: MarketJobView.Contact] {
        let accounts = Set(jobs.flatMap { [$0.customer] + ($0.providerAccount.map { [$0] } ?? []) })
        guard !accounts.isEmpty else { return [:] }
        var people: [ID<Account>: MarketJobView.Contact] = [:]
        try tx.forEach(
            """
            SELECT a.id, COALESCE(p.business_name, f.name), a.phone
              FROM account a JOIN profile f ON f.account_id = a.id LEFT JOIN provider p ON p.account_id = a.id
             WHERE a.id \(in: accounts)
            """
        ) { row in
            let account: ID<Account> = try row.next()
            people[account] = .init(accountId: account, name: try row.next(), phone: try row.next())
        }
        return people
    }

    private static func visits(to jobs: [ID<Job>], _ tx: borrowing Tx) throws -> [ID<Job>: [Visit]] {
        guard !jobs.isEmpty else { return [:] }
        return Dictionary(grouping: try Visit.list(where: "v.job_id \(in: jobs)", tx), by: \.job)
    }
}

extension Job {
    fileprivate var budget: MarketJobView.Budget? {
        budgetMin == nil && budgetMax == nil ? nil : .init(minMinor: budgetMin, maxMinor: budgetMax)
    }
}

extension AwardView {
    init(_ award: Award, of job: Job, withCommission: Bool) {
        quoteId = award.quote
        revision = award.n
        amountMinor = award.amount
        start = award.startAt
        minutes = award.minutes
        freeUntil = job.freeUntil ?? award.freeUntil
        lateFeeMinor = award.lateFee
        commissionMinor = withCommission ? award.commission : nil
        netMinor = withCommission ? award.net : nil
    }
}
