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
