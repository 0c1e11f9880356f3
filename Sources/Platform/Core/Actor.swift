import Kernel

/// Who does something: a person with a session, a service with a token, or the server itself.
package struct Actor: Sendable, Hashable {
    package enum Kind: String, Sendable { case person, service, system, nobody }

    package let kind: Kind
    package let account: ID<Account>?
    package let role: Role
    package let session: ID<Session>?
    /// Whether their role needs a second factor that they do not have: until then they reach their own account alone.
    package let mustEnrol: Bool

    package init(
        kind: Kind,
        account: ID<Account>?,
        role: Role,
        session: ID<Session>? = nil,
        mustEnrol: Bool = false
    ) {
        self.mustEnrol = mustEnrol
        self.kind = kind
        self.account = account
        self.role = role
        self.session = session
    }

    package static let nobody = Actor(kind: .nobody, account: nil, role: .nobody)
    package static let system = Actor(kind: .system, account: nil, role: .system)
}
