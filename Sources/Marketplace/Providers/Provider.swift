import Kernel
import Platform
import Store

/// The business of an account that does jobs.
///
/// Searchable while it is active and offers an approved service.
struct Provider: Sendable {
    let id: ID<Provider>
    let account: ID<Account>
    var businessName: BusinessName
    var bio: Bio?
    let status: Status
    /// The side that made it inactive, which decides about its return; nil in the other statuses.
    var stopper: Stopper?
    /// The reason of the last decision about the status, as the provider reads it.
    var statusReason: String?
    let tier: Tier
    /// The end of a tier that was set by hand.
    let tierUntil: Instant?
    var place: Coordinates
    /// How far from the place it works, in metres.
    var radius: Int
    var region: ID<Region>
    /// Whether searches find it.
    let isListed: Bool
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    typealias BusinessName = Line<2, 120>
    typealias Bio = Text<1, 2_000>
    /// In metres, up to a hundred kilometres.
    typealias Radius = Ranged<100, 100_000>
}

extension Provider {
    /// A provider who begins.
    init(_ new: NewProvider, of account: ID<Account>, in region: ID<Region>, _ tx: borrowing Tx) {
        id = tx.newID()
        self.account = account
        businessName = new.businessName
        bio = new.bio
        status = Self.lifecycle.start
        (stopper, statusReason) = (nil, nil)
        (tier, tierUntil) = (.bronze, nil)
        place = new.point
        radius = new.radiusM.value
        self.region = region
        isListed = false
        (createdAt, updatedAt, version) = (tx.now, tx.now, 1)
    }
}

extension Provider: LifecycleSubject {
    static let kind = "provider"

    /// Whether a provider works on the platform.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for the verification by the region's local manager.
        case pending
        /// Verified; can quote and be found.
        case active
        /// Not working now, by the provider's own decision or somebody else's.
        case inactive
        /// Banned by an administrator.
        case banned
    }

    /// The side that made a provider inactive.
    enum Stopper: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The provider, who resumes at will.
        case own = "self"
        /// A local manager or an administrator.
        case staff
        /// The server, until a mandatory document has an approved successor.
        case documents
        /// The server, for another reason such as an unpaid debt.
        case system
    }

    /// A move of a provider along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The local manager has seen the mandatory documents.
        case verify
        /// The local manager declines the verification for now.
        case reject
        /// The provider stops working for a while.
        case pause
        /// The provider works again.
        case resume
        /// Staff stop the provider.
        case suspend
        /// Staff let the provider work again.
        case reinstate
        /// The server stops the provider.
        case halt
        /// The provider moves to another region, and is verified there.
        case relocate
        /// An administrator bans the provider.
        case ban
        /// An administrator lifts the ban.
        case unban
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Provider, Status, Event>(start: .pending) {
        // event        from                         to             needs                   then
        On(.verify,    from: .pending,              to: .active,   needs: .providerVerify, then: .openProvider)
        On(.reject,    from: .pending,              to: .pending,  needs: .providerVerify)
        On(.pause,     from: .active,               to: .inactive, needs: .providerEdit,   then: .leaveActive)
        On(.resume,    from: .inactive,             to: .active,   needs: .providerEdit,   then: .openProvider)
        On(.suspend,   from: .active,               to: .inactive, needs: .providerVerify, then: .leaveActive)
        On(.reinstate, from: .inactive,             to: .active,   needs: .providerVerify, then: .openProvider)
        On(.halt,      from: .active,               to: .inactive, needs: .jobRun,         then: .leaveActive)
        On(.relocate,  from: .active,               to: .pending,  needs: .providerEdit,   then: .leaveActive)
        On(.relocate,  from: .inactive, .pending,   to: .pending,  needs: .providerEdit)
        On(.ban,       from: .active,               to: .banned,   needs: .providerBan,    then: .leaveActive, .ban)
        On(.ban,       from: .inactive, .pending,   to: .banned,   needs: .providerBan,    then: .ban)
        On(.unban,     from: .banned,               to: .inactive, needs: .providerBan)
    }
}

extension Effect {
    /// The provider can be found and can quote.
    static let openProvider = Effect("open_provider")
    /// The provider's quotes are withdrawn and its awards lapse.
    static let leaveActive = Effect("leave_active")
    /// Funded jobs that have not begun are cancelled, and payouts wait.
    static let ban = Effect("ban_provider")
}
