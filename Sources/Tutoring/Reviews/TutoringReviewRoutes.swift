import Kernel
import Platform
import Store
import Web

/// The reviews of lessons and packages.
enum TutoringReviewRoutes {
    static let routes = rows.tagged("Reviews")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                      handler    needs
        Get  ("/tutors/{id}/reviews",    ofTutor,   .anyone,         "List the reviews of a tutor",
              details: "Reviews of lessons, newest first.").refuses(.notFound)
        Get  ("/packages/{id}/reviews",  ofPackage, .anyone,         "List the reviews of a package",
              details: "Newest first.").refuses(.notFound)
        Post ("/bookings/{id}/reviews",  lesson,    .reviewWrite,    "Review a lesson",
              details: "One for each lesson that took place, or was settled with a charge, for 14 days. It is public at once and counts for the tutor.").idempotent.upTo(bytes: 16_384).refuses(.notFound, .reviewNotTaught, .reviewExists, .reviewClosed)
        Post ("/packages/{id}/reviews",  package,   .reviewWrite,    "Review a package",
              details: "One for each purchase, from its first lesson to 14 days after its last. It is public at once and counts for the package.").idempotent.upTo(bytes: 16_384).refuses(.notFound, .reviewNotTaught, .reviewExists, .reviewClosed)
        Patch("/reviews/{id}",           edit,      .reviewWrite,    "Edit a review",
              details: "By its author, for 48 hours.").upTo(bytes: 16_384).refuses(.notFound, .reviewClosed, .stale)
        Post ("/reviews/{id}/reply",     reply,     .reviewReply,    "Answer a review",
              details: "By the reviewed tutor, once.").idempotent.upTo(bytes: 16_384).refuses(.notFound, .reviewAnswered, .stale)
        Patch("/admin/reviews/{id}",     moderate,  .reviewModerate, "Hide a review, or show it again",
              details: "A hidden review does not count; its author learns the reason.").refuses(.notFound, .illegalTransition, .stale)
    }

    static func ofTutor(_ call: Call, id: ID<Tutor>, page: PageRequest) async throws -> Page<ReviewView> {
        try await call.db.read { tx in
            guard try Tutor.find(id, tx).isVerified else { throw Problem(.notFound) }
            return try views(Review.list(page, about: Tutor.kind, id, tx), tx)
        }
    }

    static func ofPackage(
        _ call: Call,
        id: ID<Package>,
        page: PageRequest
    ) async throws -> Page<ReviewView> {
        try await call.db.read { tx in
            _ = try Package.find(id, where: Package.visible(to: call), tx)
            return try views(Review.list(page, about: Package.kind, id, tx), tx)
        }
    }

    private static func views(_ page: Page<Review>, _ tx: borrowing Tx) throws -> Page<ReviewView> {
        Page(try ReviewView.of(page.data, tx), next: page.next, total: page.total)
    }

    static func lesson(
        _ call: Call,
        id: ID<Lesson>,
        body: WrittenReview
    ) async throws -> Created<ReviewView> {
        let me = try call.account
        return try await call.db.write { tx in
            let lesson = try Lesson.find(id, within: call.scope(of: .lessonRead), tx)
            guard lesson.student == me else { throw Problem(.notFound) }
            let new = NewReview(
                of: lesson.id,
                by: me,
                as: Reviews.side,
                about: Tutor.kind,
                lesson.tutor,
                overall: body.rating.value,
                text: body.text?.rawValue,
                isFlagged: try Session.shareDevice(me, lesson.tutorAccount, tx)
            )
            let time = try ReviewTime.of(lesson, tx)
            return try made(time.write(new, by: .lessonReviews, as: call, tx), call, tx)
        }
    }

    static func package(
        _ call: Call,
        id: ID<Package>,
        body: WrittenReview
    ) async throws -> Created<ReviewView> {
        let me = try call.account
        return try await call.db.write { tx in
            let package = try Package.find(id, where: Package.visible(to: call), tx)
            let time = try ReviewTime.of(id, by: me, tx)
            let new = NewReview(
                of: time.subject,
                by: me,
                as: Reviews.side,
                about: Package.kind,
                id,
                overall: body.rating.value,
                text: body.text?.rawValue,
                isFlagged: try Session.shareDevice(me, Tutor.find(package.tutor, tx).account, tx)
            )
            return try made(time.write(new, by: .packageReviews, as: call, tx), call, tx)
        }
    }

    private static func made(
        _ review: Review,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Created<ReviewView> {
        try Reviews.refigure(review, tx)
        try Audit.record(
            TutoringReviewAction.write,
            of: Review.kind,
            review.id.cast(),
            by: call.actor,
            tx
        )
        let view = try ReviewView.of([review], tx)[0]
        try TutoringNotice.send(
            .reviewReceived,
            to: [Reviews.tutor(of: review, tx).account],
            about: (Review.kind, review.id.cast()),
            ["other": .words(view.author), "rating": .words(String(review.overall))],
            tx
        )
        return Created(view, at: "/reviews/\(review.id)", version: review.version)
    }

    static func edit(
        _ call: Call,
        id: ID<Review>,
        match: IfMatch?,
        body: ReviewChanges
    ) async throws -> Versioned<ReviewView> {
        let me = try call.account
        return try await call.db.write { tx in
            let review = try Review.find(id, tx)
            guard review.author == me else { throw Problem(.notFound) }
            try match?.check(review.version)
            let time = try Policies.duration(.reviewEditHours, at: tx.now, tx)
            guard let published = review.publishedAt, published + time > tx.now else {
                throw Problem(.reviewClosed)
            }
            let edited = try ReviewPolicy.of(review).edit(
                review,
                overall: body.rating?.value ?? review.overall,
                marks: review.marks,
                text: body.text.map(\.rawValue).applied(to: review.text),
                tx
            )
            try Reviews.refigure(edited, tx)
            return try ReviewView.versioned(edited, tx)
        }
    }

    static func reply(
        _ call: Call,
        id: ID<Review>,
        match: IfMatch?,
        body: ReviewReply
    ) async throws -> Versioned<ReviewView> {
        let me = try call.account
        return try await call.db.write { tx in
            let review = try Review.find(id, tx)
            guard review.state == .published, try Reviews.tutor(of: review, tx).account == me else {
                throw Problem(.notFound)
            }
            try match?.check(review.version)
            let answered = try ReviewPolicy.of(review).reply(
                to: review,
                with: body.text.rawValue,
                refusing: .reviewAnswered,
                tx
            )
            return try ReviewView.versioned(answered, tx)
        }
    }

    static func moderate(
        _ call: Call,
        id: ID<Review>,
        match: IfMatch?,
        body: ReviewModeration
    ) async throws -> Versioned<ReviewView> {
        try await call.db.write { tx in
            let review = try Review.find(id, tx)
            try match?.check(review.version)
            let state = body.state.review
            guard review.state != state else {
                throw Problem(
                    .illegalTransition,
                    extras: [
                        "present": .string(state.rawValue),
                        "allowed": .array([.string(state == .hidden ? "published" : "hidden")]),
                    ]
                )
            }
            let changed = try review.transitioned(to: state, tx)
            try Reviews.refigure(changed, tx)
            try Audit.record(
                state == .hidden ? TutoringReviewAction.hide : .show,
                of: Review.kind,
                id.cast(),
                by: call.actor,
                details: ["reason": .string(body.reason.rawValue)],
                tx
            )
            try TutoringNotice.send(
                state == .hidden ? .reviewHidden : .reviewShown,
                to: [review.author],
                about: (Review.kind, id.cast()),
                ["reason": .words(body.reason.rawValue)],
                tx
            )
            return try ReviewView.versioned(changed, tx)
        }
    }
}
