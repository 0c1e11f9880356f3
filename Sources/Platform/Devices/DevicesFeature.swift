import Kernel

extension Feature {
    /// Registration of the devices with a product's app; the tables and the delivery are those of ``notifications``.
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

/// How an app names its device when it takes the device back.
package enum DeviceKey: Sendable {
    /// By the identity that the registration answered: `POST /devices`, `DELETE /devices/{id}`.
    case identity
    /// By the carrier's token: `POST /notifications/register-token` and its companions, one of which sends this template.
    case token(test: NoticeTemplate.Name)
}
