import Kernel

extension Feature {
    /// How the server fares, for administrators who do not read `/metrics`.
    package static func monitoring(needs permission: Permission) -> Feature {
        Feature(routes: Monitoring.routes(needs: permission))
    }
}
