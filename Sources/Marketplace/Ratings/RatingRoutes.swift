import Kernel
import Platform
import Store
import Web

/// The ratings of customers and providers, of each other.
enum RatingRoutes {
    static let routes = rows.tagged("Ratings")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                       handler     needs
        Post  ("/ratings",                rate,       .ratingWrite,  "Rate the other side of a job",
               details: "From its completion on, for a week. Nobody reads it before both ratings are published: an hour after the later one, or at the end of the week. Ratings of a pair that has used one device do not count.").idempotent.upTo(bytes: 16_384).refuses(.notFound, .ratingClosed, .alreadyThere)
        Put   ("/ratings/{id}",           edit,       .ratingWrite,  "Edit a rating",
               details: "By its author, until it is published.").upTo(bytes: 16_384).refuses(.ratingClosed, .stale)
        Delete("/ratings/{id}",           remove,     .ratingDelete, "Remove a rating",
               details: "It no longer counts, and only staff can read it; both sides of the job are notified of the reason.").refuses(.stale)
        Get   ("/ratings/job/{jobId}",    ofJob,      .jobRead,      "List the ratings of a job",
               details: "The caller's own and published ones; staff see all.")
        Get   ("/ratings/provider/{id}",  ofProvider, .ratingRead,   "List the ratings of a provider",
               details: "Published ones, below the score.")
        Get   ("/ratings/customer/{id}",  ofCustomer, .ratingRead,   "List the ratings of a customer",
               details: "Ratings given by the customer, or received with `direction=received`; score, `n` and distribution are those of received ones. The customer and staff also see given ones before they are published.")
        Get   ("/customers/{id}/ratings", ofCustomer, .ratingRead,   "List the ratings by a customer",
               details: "The same as `GET /ratings/customer/{id}`.")
    }

    static func rate(_ call: Call, body: NewRating) async throws -> Created<RatingView> {
        try await call.db.write { tx in
            let review = try write(body, as: call, tx)
            return Created(
                RatingView(review, for: call),
                at: "/ratings/job/\(body.jobId)",
                version: review.version
            )
        }
    }

    static func write(_ body: NewRating, as call: Call, _ tx: borrowing Tx) throws -> Review {
        let me = try call.account
        let job = try Job.find(body.jobId, within: call.scope(of: .jobRead), tx)
        guard let side = job.side(of: me), let provider = job.provider else {
            throw job.side(of: me) == nil ? Problem(.notFound) : Problem(.ratingClosed)
        }
        try side.check(body.punctuality)
        return try ReviewPolicy.ratings.write(
            NewReview(
                of: job.id,
                by: me,
                as: side.rawValue,
                about: side.rated,
                side == .customer ? provider.cast() : job.customer.cast(to: Subject.self),
                overall: body.overall.value,
                marks: try side.marks(body.punctuality, on: job, provider, tx),
                text: body.feedback?.rawValue,
                isFlagged: try job.sharesDevice(tx)
            ),
            as: call,
            tx
        )
    }

    static func edit(
        _ call: Call,
        id: ID<Review>,
        match: IfMatch?,
        body: RatingChange
    ) async throws -> Versioned<RatingView> {
        let me = try call.account
        return try await call.db.write { tx in
            let review = try Review.find(id, tx)
            guard review.author == me else { throw Problem(.notFound) }
            try match?.check(review.version)
            try Job.Side(rawValue: review.side)?.check(body.punctuality.value)
            var marks = review.marks
            marks[RatingMark.punctuality] =
                body.punctuality.map(\.value).applied(to: marks[RatingMark.punctuality])
            let edited = try ReviewPolicy.ratings.edit(
                review,
                overall: body.overall?.value ?? review.overall,
                marks: marks,
                text: body.feedback.map(\.rawValue).applied(to: review.text),
                tx
            )
            return Versioned(RatingView(edited, for: call), version: edited.version)
        }
    }

    static func remove(
        _ call: Call,
        id: ID<Review>,
        match: IfMatch?,
        query: ReasonQuery
    ) async throws -> Versioned<RatingView> {
        try await call.db.write { tx in
            let review = try Review.find(id, tx)
            try match?.check(review.version)
            guard review.state != .hidden else {
                return Versioned(RatingView(review, for: call), version: review.version)
            }
            let hidden = try review.transitioned(to: .hidden, tx)
            try Ratings.refigure([hidden], tx)
            try record(query.reason, of: hidden, call, tx)
            return Versioned(RatingView(hidden, for: call), version: hidden.version)
        }
    }

    private static func record(
        _ reason: Reason,
        of review: Review,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws {
        let job = try Job.find(review.subject.cast(), tx)
        let details: JSONValue = ["reason": .string(reason.rawValue)]
        try Audit.record(
            RatingAction.remove,
            of: Review.kind,
            review.id.cast(),
            by: call.actor,
            details: details,
            tx
        )
        try LSMLog.write(
            .job,
            job.id.cast(),
            in: job.region,
            "remove rating",
            reason.rawValue,
            by: call.actor,
            tx
        )
        let sides = [job.customer, job.providerAccount]
        try JobNotice.notify(.ratingRemoved, sides, about: job, because: reason.rawValue, tx)
    }
}

// Reading.
extension RatingRoutes {
    static func ofJob(_ call: Call, jobId: ID<Job>) async throws -> Listing<RatingView> {
        try await call.db.read { tx in
            let job = try Job.find(jobId, within: call.scope, tx)
            let all = try Review.of(Job.kind, job.id, tx)
            let shown = all.filter { review in
                call.actor.role.isStaff || review.state == .published
                    || review.state == .blind && review.author == call.actor.account
            }
            return Listing(shown.map { RatingView($0, for: call) })
        }
    }

    static func ofProvider(
        _ call: Call,
        id: ID<Provider>,
        page: PageRequest
    ) async throws -> HeadedPage<RatingSummary, RatingView> {
        try await call.db.read { tx in
            _ = try Provider.seen(id, by: call, tx)
            let reviews = try Review.list(page, about: Ratings.ofProviders, id, tx)
            return HeadedPage(
                try RatingSummary.of(Ratings.ofProviders, id, tx),
                reviews.map { RatingView($0, for: call) }
            )
        }
    }

    static func ofCustomer(
        _ call: Call,
        id: ID<Account>,
        filter: RatingFilter,
        page: PageRequest
    ) async throws -> HeadedPage<RatingSummary, RatingView> {
        try await call.db.read { tx in
            let reviews =
                switch filter.direction ?? .given {
                case .given:
                    try Review.list(
                        page,
                        by: id,
                        about: Ratings.ofProviders,
                        withBlind: Customers.isOpen(id, to: call, tx),
                        tx
                    )
                case .received: try Review.list(page, about: Ratings.ofCustomers, id, tx)
                }
            return HeadedPage(
                try RatingSummary.of(Ratings.ofCustomers, id, tx),
                reviews.map { RatingView($0, for: call) }
            )
        }
    }
}

extension Customers {
    /// Whether the caller is the customer, or one of the staff who reaches them; unknown customers are not found.
    fileprivate static func isOpen(_ id: ID<Account>, to call: Call, _ tx: borrowing Tx) throws -> Bool {
        _ = try Account.find(id, tx)
        do {
            _ = try find(id, within: call.scope(of: .ownFigures), tx)
            return true
        } catch let problem as Problem where problem.code == .notFound {
            return false
        }
    }
}

extension Job {
    /// Whether its two sides have used one device.
    fileprivate func sharesDevice(_ tx: borrowing Tx) throws -> Bool {
        guard let providerAccount else { return false }
        return try Session.shareDevice(customer, providerAccount, tx)
    }
}

extension Job.Side {
    /// The kind of the other side, as reviews name it.
    fileprivate var rated: String { self == .customer ? Ratings.ofProviders : Ratings.ofCustomers }

    /// Only customers say how punctual the other side was.
    fileprivate func check(_ punctuality: Mark?) throws(Problem) {
        guard self == .provider, punctuality != nil else { return }
        throw Problem(.invalid, faults: [.init("/punctuality", .onlyByCustomers)])
    }

    fileprivate func marks(
        _ punctuality: Mark?,
        on job: Job,
        _ provider: ID<Provider>,
        _ tx: borrowing Tx
    ) throws -> [String: Int] {
        guard self == .customer else { return [:] }
        var marks: [String: Int] = [:]
        marks[RatingMark.punctuality] = punctuality?.value
        marks[RatingMark.responseMinutes] = try ResponseTime.of(provider, in: job.id, tx)
        return marks
    }
}

// swift-format-ignore
extension Refusal {
    fileprivate static let onlyByCustomers = Refusal("only_by_customers", ["en": "can be given by customers only"])
}

/// The actions on ratings in the audit log.
enum RatingAction: String, AuditAction {
    case remove = "marketplace.rating.remove"
}
