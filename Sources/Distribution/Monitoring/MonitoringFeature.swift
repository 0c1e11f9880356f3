import Platform
import Web

extension Feature {
    static let marketMonitoring = Feature(
        routes: Alive.routes + InternalUsers.routes,
        problems: [.outOfOrder]
    )
}
