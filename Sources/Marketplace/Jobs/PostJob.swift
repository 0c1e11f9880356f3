import Kernel
import Platform
import Store

/// Posting a job, for all providers nearby or for one.
struct PostJob: Sendable {
    let wanted: NewJob
    let call: Call

    func run(_ tx: borrowing Tx) throws -> Job {
        let customer = try call.account
        let policies = try Policies.at(tx.now, tx)
        try check(tx)
        try Quota.jobsADay.consume(as: call, tx)
        try Job.demandRoom(for: customer, policies, as: call, tx)
        var job = try job(of: customer, policies, tx)
        let hits = job.mask(after: nil)
        try job.insert(tx)
        try ContactHits.add(hits, by: customer, in: job.id, region: job.region, tx)
        try JobFiles.attach(wanted.files ?? [], to: job, by: customer, tx)
        try job.record(posting: call.actor, tx)
        if let provider = wanted.providerId {
            return try job.directed(at: provider, because: nil, as: call, tx)
        }
        return job
    }

    private func check(_ tx: borrowing Tx) throws {
        var faults = wanted.window.faults(at: "/window", now: tx.now)
        faults += Job.budgetFaults(wanted.budgetMinMinor?.value, wanted.budgetMaxMinor?.value)
        faults += JobFiles.faults(wanted.files)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        try Job.demandApproved(wanted.serviceId, tx)
    }

    private func job(of customer: ID<Account>, _ policies: Policies, _ tx: borrowing Tx) throws -> Job {
        let region = try Region.of(wanted.point, at: "/point", tx).id
        let id = tx.newID(of: Job.self)
        var job = Job(id, wanted, of: customer, in: region, JobTerms(policies), at: tx.now)
        job.address = try job.sealed(wanted.address, at: call.site, tx)
        try job.setDeadline(after: nil, tx)
        return job
    }
}

extension Job {
    static let sealedAddress = PersonSealedColumn("market_job", "address", key: "id", account: "customer_id")
    static let sealedAccessNote = PersonSealedColumn(
        "market_job",
        "access_note",
        key: "id",
        account: "customer_id"
    )

    func sealed(_ address: Address, at site: Site, _ tx: borrowing Tx) throws -> [UInt8] {
        try Self.sealedAddress.seal(address.rawValue.utf8, in: id, of: customer, at: site, tx)
    }

    fileprivate init(
        _ id: ID<Job>,
        _ new: NewJob,
        of customer: ID<Account>,
        in region: ID<Region>,
        _ terms: JobTerms,
        at now: Instant
    ) {
        self.id = id
        self.customer = customer
        self.region = region
        service = new.serviceId
        title = new.title
        description = new.description
        place = new.point
        address = []
        windowFrom = new.window.from
        windowUntil = new.window.until
        budgetMin = new.budgetMinMinor.map { Int64($0.value) }
        budgetMax = new.budgetMaxMinor.map { Int64($0.value) }
        revision = 1
        status = Self.lifecycle.start
        postedAt = now
        editedAt = now
        reworks = 0
        lapses = 0
        isProviderFailure = false
        self.terms = terms
        createdAt = now
        updatedAt = now
        version = 1
        seenAt = now
    }

    /// Masks new texts for providers; returns the number of contact data in them.
    mutating func mask(after previous: Job?) -> Int {
        var hits = 0
        if title != previous?.title {
            let title = Masking.mask(title.rawValue)
            maskedTitle = title.hits > 0 ? title.shown : nil
            hits += title.hits
        }
        if description != previous?.description {
            let description = Masking.mask(description.rawValue)
            maskedDescription = description.hits > 0 ? description.shown : nil
            hits += description.hits
        }
        return hits
    }

    fileprivate func record(posting actor: Actor, _ tx: borrowing Tx) throws {
        let state = status.rawValue
        let posting = Transition(
            from: state,
            to: state,
            event: JobPosting.post.event,
            reason: nil,
            fields: []
        )
        try History.record(posting, of: Self.kind, id.cast(), by: actor, tx)
        try Audit.record(JobPosting.post, of: Self.kind, id.cast(), by: actor, tx)
    }

    /// Sends the job to one provider, who must be active, offer the service and work at the place.
    func directed(
        at provider: ID<Provider>,
        because reason: String?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Job {
        let other = try Provider.find(named: provider, tx)
        guard try Self.isServed(by: provider, service, at: place, tx) else { throw Problem(.outOfReach) }
        var job = self
        if let former = self.provider, let account = providerAccount, former != provider {
            job.former = Former(provider: former, account: account, award: nil)
        }
        job.provider = provider
        job.providerAccount = other.account
        job.cause = reason
        return try job.advanced(by: .direct, as: call, reason: reason, tx)
    }

    static func demandApproved(_ service: ID<Service>, _ tx: borrowing Tx) throws {
        let status = try tx.value(
            "SELECT s.status FROM service s WHERE s.id = \(service)",
            as: Service.Status.self
        )
        guard let status else { throw Problem(.invalid, faults: [.init("/service_id", .unknownService)]) }
        guard status == .approved else { throw Problem(.notApproved) }
    }

    static func budgetFaults(_ least: Int?, _ most: Int?) -> [Problem.Fault] {
        guard let least, let most, least > most else { return [] }
        return [Problem.Fault("/budget_min_minor", .minimumAboveMaximum)]
    }
}

enum JobPosting: String, AuditAction {
    case post = "job.post"
}
