import Kernel
import Platform
import Web

/// Whether the market is open, for whoever asks.
enum Alive {
    // swift-format-ignore
    static let routes = [
        Get("/health", show, .anyone, "Whether the market is open").uncounted.refuses(.outOfOrder)
    ].tagged("Monitoring")

    static func show(_ call: Call) async throws -> AliveView {
        let database = await Dependency.database(of: call.site)
        guard database.isWell else { throw Problem(.outOfOrder) }
        return AliveView(status: "ok", time: call.now, product: call.site.product.name)
    }
}

struct AliveView: View {
    var status: String
    var time: Instant
    var product: String
}
