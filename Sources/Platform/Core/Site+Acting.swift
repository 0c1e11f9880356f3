import Kernel

extension Site {
    /// A call of a known actor with `permission`, without a request: for demo data and commands.
    package func call(as actor: Actor, with permission: Permission = .anyone) -> Call {
        Call(
            site: self,
            actor: actor,
            scope: scope(of: actor, permission),
            requestID: ID<Call>.new(at: now()).description,
            address: "",
            userAgent: nil,
            languages: product.languages
        )
    }
}

extension Call {
    /// The same call made by the server itself, for the consequences of a move that nobody else may cause.
    package var bySystem: Call {
        Call(
            site: site,
            actor: Actor(kind: .system, account: nil, role: .system, from: actor.origin),
            scope: Scope(permission: scope.permission, reach: .all, actor: .system),
            requestID: requestID,
            address: address,
            userAgent: userAgent,
            languages: languages
        )
    }
}
