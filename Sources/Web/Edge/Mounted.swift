import Kernel

/// A mount prepared for serving: its routes in a tree.
struct Mounted<Call: CallContext>: Sendable {
    let mount: Mount<Call>
    let prefix: String
    let router: RouteTree
    let endpoints: [Endpoint<Call>]
    let docs: DocsPages?

    init(_ mount: Mount<Call>, configuration: ServerConfiguration, metrics: Metrics) {
        self.mount = mount
        prefix = mount.prefix
        var router = RouteTree()
        for (index, route) in mount.routes.enumerated() { router.add(route.method, route.path, index) }
        self.router = router
        endpoints = mount.routes.map {
            Endpoint($0, of: mount, configuration: configuration, metrics: metrics)
        }
        docs = configuration.showsDocs ? DocsPages(mount, assets: configuration.docsAssets, metrics) : nil
    }
}

/// A route with everything that can be determined before the first request.
struct Endpoint<Call: CallContext>: Sendable {
    let route: Route<Call>
    /// The whole path, a label in logs and metrics.
    let pattern: String
    let operation: String
    let parameterNames: [String]
    let anonymousLimit: RateLimit?
    let maxBody: Int
    let deadline: Duration
    let timer: RequestTimer
    let headTimer: RequestTimer

    init(_ route: Route<Call>, of mount: Mount<Call>, configuration: ServerConfiguration, metrics: Metrics) {
        self.route = route
        pattern = mount.prefix + route.path
        operation = route.method + " " + route.path
        parameterNames = RouteTree.parameterNames(of: route.path)
        anonymousLimit = route.policy.isUncounted ? nil : mount.anonymousLimit
        maxBody = route.policy.maxBody ?? configuration.limits.bodyBytes
        deadline = route.policy.deadline ?? configuration.limits.deadline
        timer = RequestTimer(metrics, method: route.method, route: pattern)
        headTimer = RequestTimer(metrics, method: "HEAD", route: pattern)
    }
}
