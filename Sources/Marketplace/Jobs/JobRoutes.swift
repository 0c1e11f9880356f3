import Kernel
import Platform
import Store
import Web

/// Jobs: posting, the moves of their sides, and lists.
enum JobRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                        handler    needs
        Post  ("/jobs",                    post,      .jobPost,    "Post a job",
               details: "All providers nearby who offer the service see it, or with `provider_id` only that one. At most ten jobs of a customer are not funded yet, and twenty are posted in a day.").idempotent.refuses(.tooMany, .notApproved, .outOfReach)
        Get   ("/jobs",                    list,      .jobRead,    "List jobs",
               details: "Customers see their own jobs; providers those directed at them, quoted by them or awarded to them, and open ones of their services within their radius; local managers those of their regions. For providers distances of jobs that are not funded are from the point to a kilometre.")
        Get   ("/jobs/{id}",               show,      .jobRead,    "Get a job",
               details: "Providers see the point to a kilometre, no address and masked texts until the job is funded and theirs.")
        Put   ("/jobs/{id}",               edit,      .jobPost,    "Edit a job",
               details: "A new service, place, window, text or file makes a new revision, for which live quotes must be confirmed again. From the award on only `access_note` can change.").refuses(.illegalTransition, .stale, .notApproved, .outOfReach)
        Delete("/jobs/{id}",               delete,    .jobCancel,  "Cancel a job",
               details: "Free before the payment, when a provider's cancellation only ends the award. After the payment the customer pays the fee of the award's terms, unless the fault is the provider's or nobody's. A job that is cancelled already is returned unchanged.").refuses(.illegalTransition, .stale)
        Post  ("/jobs/{id}/cancel",        cancel,    .jobCancel,  "Cancel a job by POST",
               details: "The same as `DELETE /jobs/{id}`.").refuses(.illegalTransition, .stale)
        Put   ("/jobs/{id}/assign",        assign,    .jobDirect,  "Direct a job at a provider",
               details: "Only that provider sees the job then, and can quote it within a day; null opens it to all providers again.").refuses(.illegalTransition, .stale, .outOfReach)
        Put   ("/jobs/{id}/decline",       decline,   .jobDecline, "Decline a directed job",
               details: "The job is open to all providers again.").refuses(.illegalTransition, .stale)
        Put   ("/jobs/{id}/status",        move,      .jobRead,    "Move a job",
               details: "The provider starts (`underway` or `in_progress`, from two hours before the planned start) and delivers (`delivered`, or `completed`), the customer asks for `rework`, at most twice, or completes; both can cancel. `actions` lists what is possible now.").refuses(.illegalTransition, .stale)
        Put   ("/jobs/{id}/accept-quote",  accept,    .jobPost,    "Accept a quote",
               details: "Awards the job to exactly this revision at this amount, takes the provider's time, and freezes commission and terms. The other quotes are outbid. Without a payment within the time given by `expires_at` the award lapses.").refuses(.illegalTransition, .quoteNotLive, .quoteStale, .revisionMismatch, .slotTaken)
        Get   ("/jobs/{id}/history",       history,   .jobRead,    "List the history of a job",
               details: "Oldest first. Accounts of others are shown to staff only; both sides see the roles.")
        Get   ("/jobs/{id}/actions",       actions,   .jobRead,    "List the actions on a job",
               details: "The moves that the caller may make from the present state, and what blocks them.")
        Get   ("/customers/{id}/jobs",     ofCustomer, .jobRead,   "List the jobs of a customer",
               details: "For the customer and staff; the filters of `GET /jobs`.")
        Get   ("/providers/{id}/jobs",     ofProvider, .providerRecord, "List the jobs of a provider",
               details: "Directed at it or awarded to it; for the provider and staff, with the filters of `GET /jobs`.")
        Get   ("/lsm/jobs",                ofRegions, .lsmDesk,    "List the jobs of the caller's regions",
               details: "Full records, with the filters of `GET /jobs`.")
        Get   ("/admin/jobs",              ofPlatform, .platformFigures, "List all jobs",
               details: "All states and regions, with the filters of `GET /jobs`.")
    }

    static func post(_ call: Call, body: NewJob) async throws -> Created<MarketJobView> {
        try await call.db.write { tx in
            let job = try PostJob(wanted: body, call: call).run(tx)
            return Created(try JobViews.of(job, for: call, tx), at: "/jobs/\(job.id)", version: job.version)
        }
    }

    static func show(_ call: Call, id: ID<Job>) async throws -> Versioned<MarketJobView> {
        try await call.db.read { tx in
            try JobViews.versioned(Job.find(id, within: call.scope, tx), for: call, tx)
        }
    }

    static func edit(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: JobChanges
    ) async throws -> Versioned<MarketJobView> {
        try await move(id, match, call) { job, tx in try EditJob(changes: body, call: call).run(on: job, tx) }
    }

    static func delete(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        query: JobCancellationQuery
    ) async throws -> Versioned<MarketJobView> {
        try await move(id, match, call) { job, tx in
            let reason = try query.reason.demanded(if: call.actor.role.isStaff, at: "query/reason")
            return try job.cancelledByCaller(because: reason?.rawValue, fault: query.fault, as: call, tx)
        }
    }

    static func cancel(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: JobCancellation?
    ) async throws -> Versioned<MarketJobView> {
        try await move(id, match, call) { job, tx in
            let reason = try body.flatMap(\.reason).demanded(if: call.actor.role.isStaff)
            return try job.cancelledByCaller(because: reason?.rawValue, fault: body?.fault, as: call, tx)
        }
    }

    static func assign(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: JobAssignment
    ) async throws -> Versioned<MarketJobView> {
        try await move(id, match, call) { job, tx in try job.assigned(body, as: call, tx) }
    }

    static func decline(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: JobCancellation?
    ) async throws -> Versioned<MarketJobView> {
        try await move(id, match, call) { job, tx in
            var job = job
            job.cause = try body.flatMap(\.reason).demanded(if: call.actor.role.isStaff)?.rawValue
            return try job.advanced(by: .decline, as: call, reason: job.cause, tx)
        }
    }

    static func move(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: JobMove
    ) async throws -> Versioned<MarketJobView> {
        try await move(id, match, call) { job, tx in try job.advanced(to: body, as: call, tx) }
    }

    static func accept(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: QuoteChoice
    ) async throws -> Versioned<MarketJobView> {
        let job = try await call.db.book { tx in
            let acceptance = AcceptQuote(choice: body, call: call)
            try acceptance.meetOthers(on: id, tx)
            let job = try Job.find(id, within: call.scope, tx)
            try match?.check(job.version)
            return try acceptance.run(on: job, tx)
        }
        // Read after the commit: the view needs many tables, and the writer has other awards to make.
        return try await call.db.read { tx in try JobViews.versioned(job, for: call, tx) }
    }

    static func history(_ call: Call, id: ID<Job>, page: PageRequest) async throws -> Page<JobStep> {
        try await call.db.read { tx in
            try JobStep.page(page, of: Job.find(id, within: call.scope, tx), for: call, tx)
        }
    }

    static func actions(_ call: Call, id: ID<Job>) async throws -> JobActions {
        try await call.db.read { tx in
            JobActions(data: try Job.find(id, within: call.scope, tx).choices(for: call))
        }
    }

    /// Moves the job, as it is when the transaction reads it.
    private static func move(
        _ id: ID<Job>,
        _ match: IfMatch?,
        _ call: Call,
        _ change: @escaping @Sendable (Job, borrowing Tx) throws -> Job
    ) async throws -> Versioned<MarketJobView> {
        try await call.db.write { tx in
            let job = try Job.find(id, within: call.scope, acting: true, tx)
            try match?.check(job.version)
            return try JobViews.versioned(change(job, tx), for: call, tx)
        }
    }
}

// Lists.
extension JobRoutes {
    static func list(_ call: Call, filter: JobFilter, page: PageRequest) async throws -> Page<MarketJobView> {
        try await call.db.read { tx in
            try JobFilter.page(filter, page, within: call.scope, for: call, tx)
        }
    }

    static func ofCustomer(
        _ call: Call,
        id: ID<Account>,
        filter: JobFilter,
        page: PageRequest
    ) async throws -> Page<MarketJobView> {
        let isStaff = call.actor.role.isStaff
        guard isStaff || id == call.actor.account else { throw Problem(.notFound) }
        return try await call.db.read { tx in
            let own: SQL = "j.customer_id = \(id)"
            // A customer without a job in the caller's regions is a stranger.
            let isKnown = try tx.exists(
                "SELECT 1 FROM \(Job.source) WHERE \(own) AND \(Job.visible(to: call.scope))"
            )
            let isCustomer =
                try call.scope.reach == .all
                && tx.exists("SELECT 1 FROM profile f WHERE f.account_id = \(id)")
            guard isKnown || isCustomer || !isStaff else { throw Problem(.notFound) }
            return try JobFilter.page(filter, page, within: call.scope, where: own, for: call, tx)
        }
    }

    static func ofProvider(
        _ call: Call,
        id: ID<Provider>,
        filter: JobFilter,
        page: PageRequest
    ) async throws -> Page<MarketJobView> {
        try await call.db.read { tx in
            _ = try Provider.find(id, within: call.scope, tx)
            let jobs = call.scope(of: .jobRead)
            return try JobFilter.page(
                filter,
                page,
                within: jobs,
                where: "j.provider_id = \(id)",
                for: call,
                tx
            )
        }
    }

    static func ofRegions(
        _ call: Call,
        filter: JobFilter,
        page: PageRequest
    ) async throws -> Page<MarketJobView> {
        try await call.db.read { tx in
            try JobFilter.page(filter, page, within: call.scope(of: .jobRead), for: call, tx)
        }
    }

    static func ofPlatform(
        _ call: Call,
        filter: JobFilter,
        page: PageRequest
    ) async throws -> Page<MarketJobView> {
        try await ofRegions(call, filter: filter, page: page)
    }
}
