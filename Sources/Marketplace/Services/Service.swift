import Kernel
import Platform
import Store

/// A kind of work that providers offer, such as the cleaning of windows.
struct Service: Sendable {
    let id: ID<Service>
    var category: ID<Category>
    var name: Name
    var description: Description
    var unit: Unit
    let status: Status
    /// The provider who proposed it; nil for one of an administrator.
    let creator: ID<Provider>?
    /// The region that reviews it; nil for one of an administrator.
    let region: ID<Region>?
    /// Changes by the creator that wait for their review; nil without any.
    var edit: ServiceEdit?
    /// Why it, or its last edit, was rejected.
    var reason: String?
    /// When it, or its edit, began to wait for a review; nil when nothing waits.
    var waitingSince: Instant?
    let createdAt: Instant
    let version: Int

    typealias Name = Line<2, 120>
    typealias Description = Text<1, 4_000>

    /// The unit of a price.
    enum Unit: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// An hour of work.
        case hour
        /// The whole work.
        case fixed
        /// One visit.
        case visit
    }

    /// Whether it waits for a decision: new, or with a waiting edit.
    var isWaiting: Bool { waitingSince != nil }
}

/// A creator's changes of an approved service; absent members stay.
struct ServiceEdit: Codable, Sendable {
    /// The new category.
    var categoryId: ID<Category>?
    /// The new name.
    var name: Service.Name?
    /// The new description.
    var description: Service.Description?
    /// The new unit of its prices.
    var unit: Service.Unit?
}

extension Service: LifecycleSubject {
    static let kind = "service"

    /// Whether a service can be offered.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for the review by a local manager.
        case pending
        /// Can be offered.
        case approved
        /// Not accepted; an edit proposes it again.
        case rejected
        /// Deleted after it had been used.
        case archived
    }

    /// A move of a service along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The local manager accepts a new service.
        case approve
        /// The local manager refuses a new service.
        case reject
        /// The creator changes a service that is not approved.
        case revise
        /// The creator proposes a change of an approved one, which waits for its review.
        case propose
        /// The local manager accepts the change.
        case approveEdit = "approve_edit"
        /// The local manager refuses the change.
        case rejectEdit = "reject_edit"
        /// An administrator changes it at once.
        case correct
        /// It is deleted after it has been used.
        case archive
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Service, Status, Event>(start: .pending) {
        // event          from                       to             needs
        On(.approve,     from: .pending,            to: .approved, needs: .serviceReview)
        On(.reject,      from: .pending,            to: .rejected, needs: .serviceReview)
        On(.revise,      from: .pending, .rejected, to: .pending,  needs: .servicePropose)
        On(.propose,     from: .approved,           to: .approved, needs: .servicePropose)
        On(.approveEdit, from: .approved,           to: .approved, needs: .serviceReview, if: hasEdit)
        On(.rejectEdit,  from: .approved,           to: .approved, needs: .serviceReview, if: hasEdit)
        On(.correct,     from: .approved,           to: .approved, needs: .categoryManage)
        On(.correct,     from: .pending,            to: .pending,  needs: .categoryManage)
        On(.correct,     from: .rejected,           to: .rejected, needs: .categoryManage)
        On(.archive,     from: .approved,           to: .archived, needs: .servicePropose)
    }

    static let guardRefusal = Problem.Code.illegalTransition

    private static let hasEdit = Guard<Service>(
        "has_edit",
        ["en": "No change of this service waits for a review."]
    ) { service in
        service.edit == nil ? [Problem.Fault("/edit", .nothingWaits)] : []
    }
}
