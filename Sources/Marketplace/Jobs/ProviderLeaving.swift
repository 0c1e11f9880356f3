import Kernel
import Platform
import Store

// The end of a provider's directed jobs and awards when it stops working.
extension Job {
    static let effects = [
        EffectHandler(.leaveActive, of: Provider.self) { provider, call, tx in
            for job in try list(of: provider.id, in: [.directed, .awarded], tx) {
                if job.status == .directed {
                    _ = try job.advanced(by: .decline, as: call.bySystem, reason: Self.left, tx)
                } else {
                    _ = try job.lapsed(isUnpaid: false, because: Self.left, as: call.bySystem, tx)
                }
            }
        },
        EffectHandler(.ban, of: Provider.self) { provider, call, tx in
            for job in try list(of: provider.id, in: [.funded], tx) {
                _ = try job.cancelled(fault: .provider, because: Self.banned, as: call.bySystem, tx)
            }
        },
    ]

    private static let left = "The provider is no longer active."
    private static let banned = "The provider is banned from the platform."

    private static func list(
        of provider: ID<Provider>,
        in states: [State],
        _ tx: borrowing Tx
    ) throws -> [Job] {
        try list(where: "j.provider_id = \(provider) AND j.state \(in: states)", tx)
    }
}
