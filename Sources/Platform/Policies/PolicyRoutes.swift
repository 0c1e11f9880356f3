import Kernel
import Store
import Web

/// The operations of administrators on the policies; a product lists them in its own table of routes.
package enum PolicyRoutes<Key: DatedPolicy> {
    package static func list(_ call: Call) async throws -> Listing<PolicySettingView<Key>> {
        try await call.db.read { tx in
            let (policies, upcoming) = (
                try Policies<Key>.at(tx.now, tx), try PolicySetting<Key>.upcoming(after: tx.now, tx)
            )
            return Listing(Key.allCases.map { PolicySettingView($0, policies, upcoming: upcoming) })
        }
    }

    package static func set(
        _ call: Call,
        key: Key,
        body: PolicyChange
    ) async throws -> PolicySettingView<Key> {
        try await call.db.write { tx in
            let tomorrow = Key.day(of: tx.now) + 1
            let day = body.from ?? tomorrow
            guard day >= tomorrow else {
                throw Problem(.invalid, faults: [.init("/from", .policyTooSoon)])
            }
            try PolicySetting<Key>.set(
                key,
                to: body.value,
                from: day,
                because: body.reason,
                by: call.actor,
                tx
            )
            return try view(of: key, tx)
        }
    }

    package static func view(of key: Key, _ tx: borrowing Tx) throws -> PolicySettingView<Key> {
        PolicySettingView(
            key,
            try Policies.at(tx.now, tx),
            upcoming: try PolicySetting.upcoming(after: tx.now, tx)
        )
    }
}
