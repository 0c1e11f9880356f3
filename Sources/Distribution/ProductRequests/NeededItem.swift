import Kernel
import Platform
import Store

/// A shop owner's request for a product that is not in the catalogue.
struct NeededItem: Sendable {
    let id: ID<NeededItem>
    let account: ID<Account>
    let name: Line<1, 200>
    let details: Text<1, 2000>?
    /// Approximate order quantity.
    let quantity: Int?
    let status: Status
    /// The latest answer to the shop owner.
    var answer: Text<1, 1000>?
    /// The product that fulfils the request.
    var product: ID<Product>?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int
    let zone: ID<DeliveryZone>?
}

extension NeededItem: LifecycleSubject {
    static let kind = "needed_item"

    /// The state of a product request.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Not looked at yet.
        case open
        /// An administrator is examining it.
        case inReview = "in_review"
        /// The product will be added.
        case planned
        /// The product can be ordered.
        case available
        /// The product will not be added.
        case declined
        /// The shop owner no longer needs it.
        case withdrawn
    }

    /// A change of the state of a product request.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// Starts the examination.
        case review
        /// Announces the product.
        case plan
        /// Reports that the product can be ordered.
        case provide
        /// Turns the request down.
        case decline
        /// Takes the request back.
        case withdraw
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<NeededItem, Status, Event>(start: .open) {
        // event       from                          to              needs            if   then
        On(.review,   from: .open,                   to: .inReview,  needs: .wishRead)
        On(.plan,     from: .open, .inReview,        to: .planned,   needs: .wishRead, then: .tellAsker)
        On(.provide,  from: .open, .inReview, .planned, to: .available, needs: .wishRead, then: .tellAsker)
        On(.decline,  from: .open, .inReview, .planned, to: .declined,  needs: .wishRead, then: .tellAsker)
        On(.withdraw, from: .open, .inReview,        to: .withdrawn, needs: .wish)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Self {
        try tx.changeOne(
            """
            UPDATE needed_item
               SET status = \(status), answer = \(answer), product_id = \(product), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try tx.one("SELECT \(Self.columns) FROM \(Self.source) WHERE i.id = \(id)")
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        guard effect == .tellAsker else { return }
        let language = try Account.find(account, tx).locale
        let notice = Notice(
            template: .neededItemAnswered,
            about: (Self.kind, id.cast()),
            values: [
                "item": name.rawValue, "status": status.words.text(in: language),
                "answer": answer?.rawValue ?? "",
            ]
        )
        try Notifications.notify(account, notice, tx)
    }
}

extension Effect {
    fileprivate static let tellAsker = Effect("tell_asker")
}

extension NeededItem.Status {
    /// The wording in the notification to the shop owner.
    fileprivate var words: LocalizedText {
        switch self {
        case .open: ["en": "open", "ar": "مفتوح", "ku": "کراوە"]
        case .inReview: ["en": "under review", "ar": "قيد المراجعة", "ku": "لە پێداچوونەوەدایە"]
        case .planned: ["en": "will be available", "ar": "سيتوفر قريباً", "ku": "بەم زووانە بەردەست دەبێت"]
        case .available: ["en": "available", "ar": "متوفر", "ku": "بەردەستە"]
        case .declined: ["en": "will not be available", "ar": "لن يتوفر", "ku": "بەردەست نابێت"]
        case .withdrawn: ["en": "withdrawn", "ar": "مسحوب", "ku": "کشێنراوەتەوە"]
        }
    }
}

extension NeededItem: Record, Scoped {
    static let columns: SQL =
        """
        i.id, i.account_id, i.name, i.details, i.quantity, i.status, i.answer, i.product_id, i.created_at, i.updated_at,
        i.version, m.zone_id
        """
    static let source: SQL = "needed_item i JOIN member m ON m.account_id = i.account_id"
    static let visibility = Visibility(customer: "i.account_id", zone: "m.zone_id")

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        name = try row.next()
        details = try row.next()
        quantity = try row.next()
        status = try row.next()
        answer = try row.next()
        product = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        zone = try row.next()
    }
}
