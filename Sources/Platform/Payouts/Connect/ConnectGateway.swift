import Kernel

/// A payment provider at which payees have accounts of their own, to which the platform transfers money.
///
/// Every command has a key under which the provider performs it once, for at least ``keyLifetime``.
package protocol ConnectGateway: Sendable {
    /// The time for which the provider certainly knows the key of a command; later it is looked up, not repeated.
    var keyLifetime: Duration { get }

    /// Opens an account; the answer is its reference.
    func openAccount(_ order: ConnectOrder, key: String) async throws(GatewayFailure) -> String
    /// The address of a page on which the payee completes the account; it can be used once, for some minutes.
    func accountLink(_ order: ConnectLinkOrder, key: String) async throws(GatewayFailure) -> String
    /// The present state of an account; nil for an unknown one.
    func account(_ reference: String) async throws(GatewayFailure) -> ConnectSnapshot?

    func transfer(_ order: TransferOrder, key: String) async throws(GatewayFailure) -> TransferSnapshot
    /// The present state of a transfer; nil for an unknown reference.
    func transfer(_ reference: String) async throws(GatewayFailure) -> TransferSnapshot?
    /// The transfer with our mark; nil when the provider has none.
    func transfer(marked mark: String) async throws(GatewayFailure) -> TransferSnapshot?
    /// Takes an amount of a transfer back, if the account has it.
    func reverse(_ reference: String, _ amount: Int64, key: String) async throws(GatewayFailure)

    /// The event in a body whose signature has been verified; nil for one that means nothing here.
    func event(in body: [UInt8]) -> ConnectEvent?
}

/// An order to open an account for a person.
package struct ConnectOrder: Sendable, Hashable {
    /// Our account, which the provider keeps with its own.
    package var mark: String
    package var site: String
    package var email: String
    /// Two capital letters; it can never change.
    package var country: String
}

/// An order for a page on which a payee completes an account.
package struct ConnectLinkOrder: Sendable, Hashable {
    package var reference: String
    /// The address to which the payee returns; the return proves nothing.
    package var returning: String
    /// The address that orders another page, when this one has expired.
    package var refreshing: String
}

/// An account as the provider describes it.
package struct ConnectSnapshot: Sendable, Hashable {
    package var reference: String
    /// Whether transfers to it are active and its payouts are enabled.
    package var isReady: Bool
    /// The provider's words for what is still missing.
    package var requirements: [String]
}

/// An order to move money to an account.
package struct TransferOrder: Codable, Sendable, Hashable {
    package var destination: String
    package var amount: Money
    /// Our identifier of the transfer, which the provider keeps with it.
    package var mark: String
}

/// A transfer as the provider describes it.
package struct TransferSnapshot: Sendable, Hashable {
    package var reference: String
    package var amount: Int64
    /// The sum that came back.
    package var reversed: Int64
}

/// An event, as far as it matters here: a hint at what must be read again.
package struct ConnectEvent: Sendable, Hashable {
    package var id: String
    package var about: About

    package enum About: Sendable, Hashable {
        case account(String)
        case transfer(String)
    }
}
