import Kernel
import Platform
import Web

/// A customer's business, to become a provider.
struct NewProvider: Body {
    /// Shown on the card of the provider.
    var businessName: Provider.BusinessName
    /// A description of the business; contact data in it is not shown.
    var bio: Provider.Bio?
    /// Where the business works from; the region follows from it.
    var point: Coordinates
    /// How far from the point it works, in metres.
    var radiusM: Provider.Radius
    /// The approved services that it offers; more can follow.
    var services: [NewProviderService]
    /// The hours of an ordinary week, in the time zone of the region; can follow.
    var hours: [HoursLine]?
}

/// A service that a new provider offers.
struct NewProviderService: Codable, Sendable {
    /// An approved service.
    var serviceId: ID<Service>
    /// For one unit, in cents.
    var priceMinor: Price
}

/// Changes of a provider's record; absent members stay as they are.
struct ProviderChanges: Body, MergePatch {
    /// Shown on the card of the provider.
    var businessName: Provider.BusinessName?
    /// A description of the business; null removes it.
    var bio: Change<Provider.Bio>
    /// Where the business works from; in another region it must be verified again.
    var point: Coordinates?
    /// How far from the point it works, in metres.
    var radiusM: Provider.Radius?
    /// The reason; administrators must give it.
    var reason: Reason?
}

/// A provider's new status.
struct ProviderStatusChange: Body {
    /// `active` or `inactive`; administrators also `banned`.
    var status: Provider.Status
    /// The reason; local managers and administrators must give it.
    var reason: Reason?
}

/// The decision about a provider that waits for the verification.
struct ProviderVerification: Body {
    var decision: Decision
    /// The reason, which the provider receives.
    var reason: Reason

    /// A decision about a provider.
    enum Decision: String, Codable, CaseIterable, Sendable {
        /// The provider is verified, and works from now on.
        case verify
        /// The provider stays pending.
        case reject
    }
}

/// A provider's new status, by an administrator.
struct ProviderStatusOrder: Body {
    /// `active`, `inactive` or `banned`.
    var status: Provider.Status
    /// The reason, which the provider receives.
    var reason: Reason
}
