import Kernel
import Store

/// A product's rules for the reviews of one kind of subject, such as its jobs.
package struct ReviewPolicy: Sendable {
    /// The kind of subject that is reviewed, such as `job`.
    let kind: String
    let publication: Publication
    /// How long the author may edit a published review; a blind one can be edited until it is published.
    let editing: Duration
    let problems: Problems
    /// Called in the transaction that publishes reviews of a subject.
    let published: Published
    package typealias Published =
        @Sendable (_ reviews: [Review], _ call: Call, _ tx: borrowing Tx) throws -> Void
    /// Called 24 hours before reviews of a subject end, to remind the sides that have written none.
    let remind: DeadlineHandler.Act

    /// When reviews become public.
    package enum Publication: Sendable {
        /// Each as soon as it is written.
        case atOnce
        /// Those of all sides together: some time after the last one, or when reviews of the subject end.
        ///
        /// Until then nobody sees those of the others, so that no review answers another.
        case together(sides: Int, delay: Delay)
        package typealias Delay = @Sendable (borrowing Tx) throws -> Duration
    }

    /// The product's names for what is refused.
    package struct Problems: Sendable {
        /// Reviews of the subject have not begun, or have ended; or the review can no longer be edited.
        let closed: Problem.Code
        /// The side has written its review.
        let exists: Problem.Code

        package init(closed: Problem.Code, exists: Problem.Code) {
            self.closed = closed
            self.exists = exists
        }
    }

    package init(
        of kind: String,
        _ publication: Publication,
        editing: Duration = .zero,
        problems: Problems,
        published: @escaping Published = { _, _, _ in },
        remind: @escaping DeadlineHandler.Act = { _, _, _ in }
    ) {
        self.kind = kind
        self.publication = publication
        self.editing = editing
        self.problems = problems
        self.published = published
        self.remind = remind
    }
}

// The time in which a subject is reviewed is a deadline of it.
extension ReviewPolicy {
    static let publish = "publish"
    private var deadlines: String { "review.\(kind)" }

    /// The deadline that ends reviews of a subject and publishes the blind ones.
    var handler: DeadlineHandler {
        DeadlineHandler(
            of: deadlines,
            Self.publish,
            remind: remind,
            fire: { subject, call, tx in
                let reviews = try Review.publish(of: kind, subject, tx)
                if !reviews.isEmpty { try published(reviews, call, tx) }
            }
        )
    }

    /// Begins reviews of a subject.
    package func open(_ subject: ID<some Any>, until end: Instant, _ tx: borrowing Tx) throws {
        try Deadline.set(Self.publish, of: deadlines, subject, at: end, tx)
    }

    /// The end of reviews of a subject; nil when they have not begun or have ended.
    package func end(of subject: ID<some Any>, _ tx: borrowing Tx) throws -> Instant? {
        let due = try tx.value(
            """
            SELECT d.due_at FROM deadline d
             WHERE d.subject_kind = \(deadlines) AND d.subject_id = \(subject) AND d.event = \(Self.publish)
               AND d.due_at > \(tx.now)
            """,
            as: Instant.self
        )
        return due
    }

    /// Ends reviews of a subject earlier; no reminder is needed when every side has written.
    func close(_ subject: ID<Subject>, at end: Instant, _ tx: borrowing Tx) throws {
        try Deadline.set(Self.publish, of: deadlines, subject, at: end, remind: false, tx)
    }
}
