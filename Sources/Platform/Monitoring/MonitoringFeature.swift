import Kernel

extension Feature {
    /// Pages on the state of the server, for administrators without access to `/metrics`.
    package static func monitoring(needs permission: Permission) -> Feature {
        Feature(routes: Monitoring.routes(needs: permission))
    }
}
