import Kernel
import Web

/// Who does something: a person with a session, a service with a token, or the server itself.
package struct Actor: Sendable, Hashable {
    package enum Kind: String, Sendable { case person, service, system, nobody }

    package let kind: Kind
    package let account: ID<Account>?
    package let role: Role
    package let session: ID<Session>?
    /// Whether their role needs a second factor that they do not have: until then they reach their own account alone.
    package let mustEnrol: Bool
    /// Where they call from: set once, when a call is admitted, and no part of who they are.
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

    /// Whoever has just shown that an account is theirs, in a call that began with nobody.
    package static func owner(of account: Account, from origin: Origin? = nil) -> Actor {
        Actor(kind: .person, account: account.id, role: account.role, from: origin)
    }
}

/// Where a request came from, for the audit log and the security log.
///
/// A class, because it goes with every actor and is seldom looked at.
package final class Origin: Sendable {
    package let address: String
    package let requestID: String?
    package let userAgent: String?

    package init(address: String, requestID: String? = nil, userAgent: String? = nil) {
        self.address = address
        self.requestID = requestID
        self.userAgent = userAgent
    }

    /// The family of the program, as `Firefox, Linux`.
    package var agent: String { AgentFamily.name(of: userAgent) }
}
