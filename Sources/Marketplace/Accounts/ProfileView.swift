import Kernel
import Platform
import Store
import Web

/// A person as they see themselves.
struct ProfileView: View {
    /// The account of the person.
    var id: ID<Account>
    /// The address to log in with and to write to.
    var email: EmailAddress
    /// Whether the address has been confirmed with a mailed link.
    var emailVerified: Bool
    /// The full name.
    var name: PersonName
    /// The telephone number; absent when there is none.
    var phone: PhoneNumber?
    /// `customer`, `provider`, `lsm` or `admin`.
    var role: String
    /// Whether the owner can log in.
    var status: Account.State
    /// The language of messages.
    var locale: Language
    /// The zone of the person's times.
    var timeZone: Zone
    /// The picture; absent when there is none.
    var avatar: AttachedFile?
    /// The place of a customer; absent for others.
    var customer: OwnPlace?
    /// The business of a provider; absent for others.
    var provider: OwnBusiness?
    /// The regions of a local manager; absent for others.
    var regions: [ID<Region>]?
    /// Whether logins ask for a code of an authenticator.
    var mfaEnabled: Bool
    /// When the account was opened.
    var createdAt: Instant
    /// The value for `If-Match`, raised by every change of the account or of the profile.
    var version: Int

    /// Where a customer lives.
    struct OwnPlace: Codable, Sendable {
        /// The street address; absent until it is given.
        var address: String?
        /// The point on the map; absent until it is given.
        var point: Coordinates?
    }

    /// The business of a provider.
    struct OwnBusiness: Codable, Sendable {
        /// The provider.
        var id: ID<Provider>
        /// As the owner entered it; its card hides contact data in it.
        var businessName: String
        /// Whether it works on the platform.
        var status: Provider.Status
    }
}

extension ProfileView {
    static func versioned(_ user: User, _ call: Call, _ tx: borrowing Tx) throws -> Versioned<ProfileView> {
        Versioned(try of(user, call, tx), version: user.version)
    }

    private static func of(_ user: User, _ call: Call, _ tx: borrowing Tx) throws -> ProfileView {
        let (account, profile) = (user.account, user.profile)
        return ProfileView(
            id: account.id,
            email: account.email,
            emailVerified: account.emailVerifiedAt != nil,
            name: profile.name,
            phone: account.phone,
            role: account.role.name,
            status: account.state,
            locale: account.locale,
            timeZone: profile.zone ?? call.site.product.zone,
            avatar: try profile.avatar.map { try AttachedFile($0, for: call, tx) },
            customer: account.role == .customer ? try OwnPlace(profile, call, tx) : nil,
            provider: try Provider.find(of: account.id, tx).map(OwnBusiness.init),
            regions: account.role == .lsm ? try RegionManagers.regions(of: account.id, tx) : nil,
            mfaEnabled: try Account.hasSecondFactor(account.id, tx),
            createdAt: account.createdAt,
            version: user.version
        )
    }
}

extension ProfileView.OwnPlace {
    fileprivate init(_ profile: Profile, _ call: Call, _ tx: borrowing Tx) throws {
        address = try profile.openedAddress(at: call.site, tx)
        point = profile.point
    }
}

extension ProfileView.OwnBusiness {
    fileprivate init(_ provider: Provider) {
        id = provider.id
        businessName = provider.businessName.rawValue
        status = provider.status
    }
}
