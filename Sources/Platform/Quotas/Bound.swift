import Kernel
import Web

/// How one operation that changes something is bounded: by quotas, or by a reason why it needs none.
///
/// The rows stand beside the routes, not in them, so that the list can be read as a whole.
package struct Bound: Sendable {
    /// Method and path as the feature writes them, as `POST /appointments`.
    package private(set) var operation: String
    package let quotas: [Quota]
    /// Why there is no quota; nil where there is one.
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

    /// Bounded by the rate limit of the route, which is told when the route is known.
    init(tryingSecret operation: String) {
        self.init(operation, because: "tries a secret")
        triesSecret = true
    }

    /// The operation by its served path.
    func under(_ root: String) -> Bound {
        let words = operation.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return self }
        var bound = self
        bound.operation = "\(words[0]) \(root)\(words[1])"
        return bound
    }

    /// With the number that `limit` allows, where that is the reason.
    fileprivate func telling(_ limit: RateLimit?) -> Bound {
        guard triesSecret, let limit else { return self }
        var bound = self
        bound.reason = "tries a secret: \(limit.count) a minute from an address"
        return bound
    }
}

extension [Bound] {
    /// By the names of the served routes: below the root, or for pages at the site's own root as they are.
    func located(under root: String, among routes: [Route]) -> [Bound] {
        let names = Set(routes.map(\.name))
        return map { bound in
            let below = bound.under(root)
            return names.contains(below.operation) || !names.contains(bound.operation) ? below : bound
        }
    }

    /// Those of operations that are served: not every product has every capability of the platform.
    func served(by routes: [Route]) -> [Bound] {
        let limits = Dictionary(routes.map { ($0.name, $0.policy.limit) }) { first, _ in first }
        return filter { limits.keys.contains($0.operation) }.map { $0.telling(limits[$0.operation] ?? nil) }
    }

    /// Those of `quotas` that bound something here: not every product has every capability of the platform.
    func inUse(_ quotas: [Quota]) -> [Quota] {
        let names = Set(flatMap(\.quotas).map(\.name))
        return quotas.filter { names.contains($0.name) }
    }

    /// The routes, with the refusals of the quotas that bound them.
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
    /// The operations that someone who let themselves in can use to change something.
    package var openWrites: [Route] {
        routes.filter { route in
            guard route.method != "GET" else { return false }
            return route.permission == .anyone
                || access.reach(of: accounts.selfRegistrationRole, route.permission) != .none
        }
    }

    /// What is wrong with the tables of quotas and bounds; empty when nothing is.
    package var quotaFlaws: [String] {
        let rows = Dictionary(grouping: bounds, by: \.operation)
        let unbounded = openWrites.filter { rows[$0.name] == nil }
            .map { "\($0.name): names no quota, and no reason why it needs none" }
        let twice = rows.filter { $0.value.count > 1 }.keys.map { "\($0): bounded twice" }
        let known = Set(routes.map(\.name))
        let stale = rows.keys.filter { !known.contains($0) }.map { "\($0): there is no such operation" }
        let used = Set(bounds.flatMap(\.quotas).map(\.name))
        let idle = quotas.filter { !used.contains($0.name) }.map { "\($0.name): bounds no operation" }
        let listed = Set(quotas.map(\.name))
        let unlisted = used.subtracting(listed).map { "\($0): is not among the product's quotas" }
        let mute = quotas.filter { quota in
            languages.contains {
                !quota.counted.languages.contains($0) || !quota.frees.languages.contains($0)
            }
        }
        return unbounded + twice + stale + idle + unlisted + mute.map { "\($0.name): lacks a language" }
    }
}
