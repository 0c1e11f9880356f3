import Kernel

extension Feature {
    /// Registration of devices with a product's app; tables and delivery belong to ``notifications``.
    package static func devices(needs permission: Permission, by key: DeviceKey = .identity) -> Feature {
        switch key {
        case .identity:
            Feature(routes: DeviceRoutes.routes(needs: permission))
        case .token(let test):
            Feature(
                routes: DeviceTokenRoutes(permission: permission, test: test).routes,
                templates: [DeviceTokenRoutes.template(test)]
            )
        }
    }
}

/// How an app names a device that it unregisters.
package enum DeviceKey: Sendable {
    /// By the identity that the registration answered: `POST /devices`, `DELETE /devices/{id}`.
    case identity
    /// By the carrier's token: `POST /notifications/register-token` and its companions, one of which sends `test`.
    case token(test: NoticeTemplate.Name)
}
