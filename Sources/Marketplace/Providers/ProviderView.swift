import Kernel
import Platform
import Store
import Web

/// A provider: the card that everybody sees, and the full record for the provider itself and for staff.
struct ProviderView: View {
    /// Names the provider in all paths and filters; not the identifier of their account.
    var id: ID<Provider>
    /// The name of the business; in a card without contact data.
    var businessName: String
    /// A description of the business; in a card without contact data; absent without one.
    var bio: String?
    /// The standing of the provider.
    var tier: Tier
    /// The average of the published ratings, weighted with the average of all providers; absent without ratings.
    var score: Double?
    /// The number of ratings that count.
    var n: Int
    /// The usual time to an answer, in minutes; absent for too few.
    var response: Int?
    /// The services on offer.
    var services: [ProviderCard.OfferedService]
    /// Where the provider works from, to about a kilometre.
    var area: Coordinates
    /// How far from there, in metres.
    var radiusM: Int
    /// The region that the provider belongs to.
    var regionId: ID<Region>
    var status: Provider.Status
    /// When the account became a provider.
    var createdAt: Instant
    /// The value for `If-Match`, raised by every change.
    var version: Int

    // Of the full record.

    /// The account of the provider; only in the full record.
    var accountId: ID<Account>?
    /// Where the provider works from; only in the full record.
    var point: Coordinates?
    /// The side that made it inactive, which decides about its return; only in the full record.
    var stoppedBy: Provider.Stopper?
    /// The reason of the last decision about the status; only in the full record.
    var statusReason: String?
    /// The end of a tier that was set by hand; only in the full record.
    var tierUntil: Instant?
    /// The documents without their links; only in the full record.
    var documents: [ProviderDocumentSummary]?
    /// The hours of an ordinary week, in the time zone of the region; only in the full record.
    var hours: [HoursLine]?
    /// The account for payouts; only in the full record.
    var payoutAccount: PayoutAccountSummary?
    /// The figures as of last night; only in the full record.
    var metrics: ProviderMetrics?

    // Of a search.

    /// The distance from the place of the search, in metres; only in answers to a search with a place.
    var distanceM: Int?
    /// The rank, from 0 to 1,000; only in answers to a search.
    var rank: Int?
    /// The parts of the rank; only in answers to a search.
    var parts: RankParts?
}

/// The account to which payouts go.
struct PayoutAccountSummary: Codable, Sendable {
    /// `bank` or `paypal`.
    var kind: String
    /// Its last characters.
    var last4: String
    /// When it was set.
    var setAt: Instant
}

/// A document of a provider in its record.
struct ProviderDocumentSummary: Codable, Sendable {
    /// Names the document in the path of its review.
    var id: ID<ProviderDocument>
    var kind: ProviderDocument.Kind
    var status: ProviderDocument.Status
    /// The last day on which it is valid; absent without an end.
    var expiresOn: CivilDate?
}

/// The figures of a provider.
struct ProviderMetrics: Codable, Sendable {
    /// Completed jobs in 90 days.
    var completed: Int
    /// Completed, failed or wholly refunded jobs in 90 days.
    var awarded: Int
    /// Started jobs in 90 days.
    var started: Int
    /// Those of them that started on time.
    var onTime: Int
    /// Quoted jobs in 90 days.
    var quoted: Int
    /// Those of them that were won.
    var won: Int
    /// When the figures were calculated.
    var asOf: Instant

    init(_ figures: ProviderFigures) {
        completed = figures.completed
        awarded = figures.awarded
        started = figures.started
        onTime = figures.onTime
        quoted = figures.quoted
        won = figures.won
        asOf = figures.asOf
    }
}

extension ProviderView {
    init(_ card: ProviderCard) {
        id = card.id
        businessName = card.businessName
        bio = card.bio
        tier = card.tier
        score = card.score
        n = card.n
        response = card.response
        services = card.services
        area = card.area
        radiusM = card.radiusM
        regionId = card.regionId
        status = card.status
        createdAt = card.createdAt
        version = card.version
    }

    /// The card, or the full record within the caller's reach.
    static func versioned(
        _ provider: Provider,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<ProviderView> {
        Versioned(try of([provider.id], for: call, tx)[0], version: provider.version)
    }

    /// The providers in this order, each as a card or as a full record.
    static func of(
        _ ids: [ID<Provider>],
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> [ProviderView] {
        let cards = try ProviderCard.of(ids, tx)
        let scope = call.scope(of: .providerRecord)
        let open: [Provider] =
            scope.reach == .none
            ? []
            : try tx.all(
                """
                SELECT \(Provider.columns) FROM provider p
                 WHERE p.id \(in: ids) AND \(Provider.visible(to: scope))
                """
            )
        let records = Dictionary(open.map { ($0.id, $0) }) { first, _ in first }
        return try ids.compactMap { id in
            guard let card = cards[id] else { return nil }
            var view = ProviderView(card)
            if let record = records[id] { try view.complete(with: record, tx) }
            return view
        }
    }

    private mutating func complete(with provider: Provider, _ tx: borrowing Tx) throws {
        businessName = provider.businessName.rawValue
        bio = provider.bio?.rawValue
        accountId = provider.account
        point = provider.place
        stoppedBy = provider.stopper
        statusReason = provider.statusReason
        tierUntil = provider.tierUntil
        documents = try ProviderDocument.list(of: provider.id, tx).map {
            ProviderDocumentSummary(
                id: $0.id,
                kind: $0.docKind,
                status: $0.status,
                expiresOn: $0.expiresOn
            )
        }
        hours = try BookingResource.find(of: provider.account, tx).map {
            try WeeklyHours.find(of: $0.id, tx).written
        }
        payoutAccount = try PayoutAccount.summary(of: provider.id, tx).map {
            PayoutAccountSummary(kind: $0.kind.rawValue, last4: $0.last4, setAt: $0.setAt)
        }
        metrics = try ProviderFigures.find(provider.id, tx).map(ProviderMetrics.init)
    }
}
