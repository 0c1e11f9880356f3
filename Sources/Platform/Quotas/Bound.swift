import Kernel
import Web

/// The bound of one writing operation: quotas, or the reason why it needs none.
///
/// These rows are kept separate from the routes, so that the list can be read as a whole.
package struct Bound: Sendable {
    /// Method and path relative to the feature's root, such as `POST /appointments`.
    package private(set) var operation: String
    package let quotas: [Quota]
    /// The reason why there is no quota; nil with quotas.
    package private(set) var reason: String?
    private var triesSecret = false

    package init(_ operation: String, _ quotas: Quota...) {
        self.operation = operation
        self.quotas = quotas
        reason = nil
    }

    package init(_ operation: String, because reason: String) {
        self.operation = operation
        quotas = []
        self.reason = reason
    }

    /// Bounded by the rate limit of its route, which ``telling(_:)`` fills in.
    init(tryingSecret operation: String) {
        self.init(operation, because: "checks a secret")
        triesSecret = true
    }

    /// The same bound for the path below `root`.
    func under(_ root: String) -> Bound {
        let words = operation.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return self }
        var bound = self
        bound.operation = "\(words[0]) \(root)\(words[1])"
        return bound
    }

    /// The same bound for another name of the operation.
    func named(_ operation: String) -> Bound {
        var bound = self
        bound.operation = operation
        return bound
    }

    /// Adds the number of the rate limit to the reason.
    fileprivate func telling(_ limit: RateLimit?) -> Bound {
        guard triesSecret, let limit else { return self }
        var bound = self
        bound.reason = "checks a secret: \(limit.count) a minute per address"
        return bound
    }
}

extension [Bound] {
    /// Resolves the paths: below the root, or unchanged for pages at the site's own root.
    func located(under root: String, among routes: [Route]) -> [Bound] {
        let names = Set(routes.map(\.name))
        return map { bound in
            let below = bound.under(root)
            return names.contains(below.operation) || !names.contains(bound.operation) ? below : bound
        }
    }

    /// The bounds of served operations: not every product has every capability of the platform.
    func served(by routes: [Route]) -> [Bound] {
        let limits = Dictionary(routes.map { ($0.name, $0.policy.limit) }) { first, _ in first }
        return filter { limits.keys.contains($0.operation) }.map { $0.telling(limits[$0.operation] ?? nil) }
    }

    /// The quotas that are used here: not every product has every capability of the platform.
    func inUse(_ quotas: [Quota]) -> [Quota] {
        let names = Set(flatMap(\.quotas).map(\.name))
        return quotas.filter { names.contains($0.name) }
    }

    /// The routes, with the refusals of their quotas.
    func applied(to routes: [Route]) -> [Route] {
        let rows = Dictionary(map { ($0.operation, $0) }) { first, _ in first }
        return routes.map { route in
            let quotas = rows[route.name]?.quotas ?? []
            return quotas.reduce(route) { route, quota in
                route.refuses(quota.refusal ?? (quota.window == nil ? .quotaExceeded : .quotaSpent))
            }
        }
    }
}

extension Web.Route {
    /// Method and path.
    package var name: String { "\(method) \(path)" }
}

extension ProductDefinition {
    /// The writing operations of self-registered accounts.
    package var openWrites: [Route] {
        routes.filter { route in
            guard route.method != "GET" else { return false }
            return route.permission == .anyone
                || access.reach(of: accounts.selfRegistrationRole, route.permission) != .none
        }
    }

    /// Errors in the tables of quotas and bounds.
    package var quotaFlaws: [String] {
        let rows = Dictionary(grouping: bounds, by: \.operation)
        let unbounded = openWrites.filter { rows[$0.name] == nil }
            .map { "\($0.name): has neither a quota nor a reason" }
        let twice = rows.filter { $0.value.count > 1 }.keys.map { "\($0): has two rows" }
        let known = Set(routes.map(\.name))
        let stale = rows.keys.filter { !known.contains($0) }.map { "\($0): is not an operation" }
        let used = Set(bounds.flatMap(\.quotas).map(\.name))
        let idle = quotas.filter { !used.contains($0.name) }.map {
            "\($0.name): is not used by any operation"
        }
        let listed = Set(quotas.map(\.name))
        let unlisted = used.subtracting(listed).map { "\($0): is not listed in the product's quotas" }
        let mute = quotas.filter { quota in
            languages.contains {
                !quota.counted.languages.contains($0) || !quota.frees.languages.contains($0)
            }
        }
        return unbounded + twice + stale + idle + unlisted
            + mute.map { "\($0.name): is missing a translation" }
    }
}
