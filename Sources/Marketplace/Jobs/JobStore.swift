import Kernel
import Platform
import Store

extension Job: Record {
    static let columns: SQL =
        """
        j.id, j.customer_id, j.region_id, j.service_id, j.provider_id, p.account_id AS provider_account, j.award_id,
        j.title, j.description, j.masked_title, j.masked_description, j.lat, j.lon, j.address, j.access_note,
        j.window_from, j.window_until, j.budget_min, j.budget_max, j.revision, j.state, j.expires_at, j.next_event,
        j.posted_at, j.edited_at, j.directed_at, j.funded_at, j.started_at, j.delivered_at, j.completed_at, j.over_at,
        j.start_at, j.minutes, j.free_until, j.reworks, j.lapses, j.fault, j.is_provider_failure, j.terms, j.created_at,
        j.updated_at, j.version
        """

    static let source: SQL = "market_job j LEFT JOIN provider p ON p.id = j.provider_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        customer = try row.next()
        region = try row.next()
        service = try row.next()
        provider = try row.next()
        providerAccount = try row.next()
        award = try row.next()
        title = try row.next()
        description = try row.next()
        maskedTitle = try row.next()
        maskedDescription = try row.next()
        place = try row.coordinates()
        address = try row.next()
        accessNote = try row.next()
        windowFrom = try row.next()
        windowUntil = try row.next()
        budgetMin = try row.next()
        budgetMax = try row.next()
        revision = try row.next()
        status = try row.next()
        expiresAt = try row.next()
        nextEvent = try row.next()
        postedAt = try row.next()
        editedAt = try row.next()
        directedAt = try row.next()
        fundedAt = try row.next()
        startedAt = try row.next()
        deliveredAt = try row.next()
        completedAt = try row.next()
        overAt = try row.next()
        startAt = try row.next()
        minutes = try row.next()
        freeUntil = try row.next()
        reworks = try row.next()
        lapses = try row.next()
        fault = try row.next()
        isProviderFailure = try row.next()
        terms = try row.json()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        seenAt = updatedAt
    }
}

extension Job {
    static func find(_ id: ID<Job>, _ tx: borrowing Tx) throws -> Job {
        try tx.one("SELECT \(columns) FROM \(source) WHERE j.id = \(id)", as: Job.self).seen(at: tx.now)
    }

    /// The job within the scope.
    ///
    /// With `acting`, a provider must be the one that it is directed at or awarded to: others only read it, and are refused.
    static func find(
        _ id: ID<Job>,
        within scope: Scope,
        acting: Bool = false,
        _ tx: borrowing Tx
    ) throws -> Job {
        let job = try tx.one(
            "SELECT \(columns) FROM \(source) WHERE j.id = \(id) AND \(readable(in: scope))",
            as: Job.self
        )
        guard !acting || scope.reach != .assigned || job.providerAccount == scope.actor.account else {
            throw Problem.illegalTransition(from: job.status)
        }
        return job.seen(at: tx.now)
    }

    /// The jobs of the scope; to read, also the caller's jobs as a provider, whatever the account's role is now.
    private static func readable(in scope: Scope) -> SQL {
        guard scope.permission == .jobRead, scope.reach != .none, let caller = scope.actor.account else {
            return visible(to: scope)
        }
        return "(\(visible(to: scope)) OR p.account_id = \(caller))"
    }

    /// Jobs of a condition on `j`, oldest first.
    static func list(where condition: SQL, _ tx: borrowing Tx) throws -> [Job] {
        try tx.all("SELECT \(columns) FROM \(source) WHERE \(condition) ORDER BY j.id", as: Job.self)
            .map { $0.seen(at: tx.now) }
    }

    func seen(at now: Instant) -> Job {
        var job = self
        job.seenAt = now
        return job
    }
}

extension Job {
    func insert(_ tx: borrowing Tx) throws {
        try tx.post(
            """
            INSERT INTO market_job (id, customer_id, region_id, service_id, provider_id, title, description, masked_title,
                             masked_description, lat, lon, address, access_note, window_from, window_until, budget_min,
                             budget_max, revision, state, expires_at, next_event, posted_at, edited_at, directed_at, reworks,
                             lapses, is_provider_failure, terms, created_at, updated_at, version)
            VALUES (\(id), \(customer), \(region), \(service), \(provider), \(title), \(description), \(maskedTitle),
                    \(maskedDescription), \(place.latitude), \(place.longitude), \(address), \(accessNote), \(windowFrom),
                    \(windowUntil), \(budgetMin), \(budgetMax), \(revision), \(status), \(expiresAt), \(nextEvent), \(postedAt),
                    \(editedAt), \(directedAt), \(reworks), \(lapses), \(isProviderFailure), \(json: terms), \(createdAt),
                    \(updatedAt), \(version))
            """
        )
    }

    /// Saves the members that no edit changes; fails with ``Problem/Code/stale`` after a change by somebody else.
    func save(over previous: Job, _ tx: borrowing Tx) throws {
        let edits: SQL? = moved == .edit ? edits : nil
        try tx.changeOne(
            """
            UPDATE market_job
               SET provider_id = \(provider), award_id = \(award), state = \(status), expires_at = \(expiresAt),
                   next_event = \(nextEvent), edited_at = \(editedAt), directed_at = \(directedAt), funded_at = \(fundedAt),
                   started_at = \(startedAt), delivered_at = \(deliveredAt), completed_at = \(completedAt),
                   over_at = \(overAt), start_at = \(startAt), minutes = \(minutes), free_until = \(freeUntil),
                   reworks = \(reworks), lapses = \(lapses), fault = \(fault), is_provider_failure = \(isProviderFailure),
                   \(edits) updated_at = \(updatedAt), version = \(version)
             WHERE id = \(id) AND version = \(previous.version)
            """
        )
    }

    /// The members that only an edit changes.
    private var edits: SQL {
        """
        region_id = \(region), service_id = \(service), title = \(title), description = \(description), masked_title = \(maskedTitle),
        masked_description = \(maskedDescription), lat = \(place.latitude), lon = \(place.longitude), address = \(address),
        access_note = \(accessNote), window_from = \(windowFrom), window_until = \(windowUntil), budget_min = \(budgetMin),
        budget_max = \(budgetMax), revision = \(revision),
        """
    }
}
