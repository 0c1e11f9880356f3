import Kernel
import Web

/// The originator of an action: a person with a session, a service with a token, or the server itself.
package struct Actor: Sendable, Hashable {
    package enum Kind: String, Sendable { case person, service, system, nobody }

    package let kind: Kind
    package let account: ID<Account>?
    package let role: Role
    package let session: ID<Session>?
    /// Whether the role needs a second factor that is not enrolled; until then only the own account is open.
    package let mustEnrol: Bool
    /// The origin of the call, set once when it is admitted; no part of the identity.
    package var origin: Origin?

    package init(
        kind: Kind,
        account: ID<Account>?,
        role: Role,
        session: ID<Session>? = nil,
        mustEnrol: Bool = false,
        from origin: Origin? = nil
    ) {
        self.mustEnrol = mustEnrol
        self.kind = kind
        self.account = account
        self.role = role
        self.session = session
        self.origin = origin
    }

    package static let nobody = Actor(kind: .nobody, account: nil, role: .nobody)
    package static let system = Actor(kind: .system, account: nil, role: .system)
}

extension Actor {
    package static func == (left: Self, right: Self) -> Bool {
        left.kind == right.kind && left.account == right.account && left.role == right.role
            && left.session == right.session && left.mustEnrol == right.mustEnrol
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(account)
        hasher.combine(role)
        hasher.combine(session)
    }

    package static func nobody(from origin: Origin?) -> Actor {
        Actor(kind: .nobody, account: nil, role: .nobody, from: origin)
    }

    /// The owner of an account who has just authenticated, in a call that began without an actor.
    package static func owner(of account: Account, from origin: Origin? = nil) -> Actor {
        Actor(kind: .person, account: account.id, role: account.role, from: origin)
    }
}

/// The origin of a request, for the audit log and the security log.
///
/// A class, because every actor carries one and few read it.
package final class Origin: Sendable {
    package let address: String
    package let requestID: String?
    package let userAgent: String?
    /// The two letters of the country, where a trusted proxy names it.
    package let country: String?

    package init(
        address: String,
        requestID: String? = nil,
        userAgent: String? = nil,
        country: String? = nil
    ) {
        self.address = address
        self.requestID = requestID
        self.userAgent = userAgent
        self.country = country
    }

    /// The family of the caller's program, such as `Firefox, Linux`.
    package var agent: String { AgentFamily.name(of: userAgent) }
}
