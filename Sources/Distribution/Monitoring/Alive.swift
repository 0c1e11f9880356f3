import Kernel
import Platform
import Web

/// The public health check.
enum Alive {
    // swift-format-ignore
    static let routes = [
        Get("/health", show, .anyone, "Check service availability",
               details: "The answer is 503 when the database cannot be reached.").uncounted.refuses(.outOfOrder)
    ].tagged("Monitoring")

    static func show(_ call: Call) async throws -> AliveView {
        let database = await Dependency.database(of: call.site)
        guard database.isWell else { throw Problem(.outOfOrder) }
        return AliveView(status: "ok", time: call.now, product: call.site.product.name)
    }
}

/// The state of a service that can be reached.
struct AliveView: View {
    /// Always `ok`; any other state is answered with 503.
    var status: String
    /// Time on the server.
    var time: Instant
    /// Short name of the product that the server runs: `distribution`.
    var product: String
}
