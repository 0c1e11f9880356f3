import Kernel
import Platform
import Store
import Web

/// An account as administrators see it.
struct UserView: View {
    var id: ID<Account>
    /// The address to log in with and to write to.
    var email: EmailAddress
    /// The full name.
    var name: PersonName
    /// The telephone number; absent when there is none.
    var phone: PhoneNumber?
    /// `customer`, `provider`, `lsm` or `admin`.
    var role: String
    /// Whether the owner can log in.
    var status: Account.State
    /// The provider that the account is or was; absent for others.
    var providerId: ID<Provider>?
    /// The regions of a local manager; absent for others.
    var regions: [ID<Region>]?
    /// When the account was opened.
    var createdAt: Instant
    /// The value for `If-Match`, raised by every change of the account or of the profile.
    var version: Int
}

extension UserView {
    static func of(_ users: [User], _ tx: borrowing Tx) throws -> [UserView] {
        let accounts = users.map(\.account.id)
        let providers: [Pair<Provider>] = try tx.all(
            "SELECT r.account_id, r.id FROM provider r WHERE r.account_id \(in: accounts)"
        )
        let regions: [Pair<Region>] = try tx.all(
            """
            SELECT m.account_id, m.region_id FROM region_manager m
             WHERE m.account_id \(in: accounts) ORDER BY m.region_id
            """
        )
        let provider = Dictionary(providers.map { ($0.account, $0.other) }) { first, _ in first }
        let managed = Dictionary(grouping: regions, by: \.account)
        return users.map { user in
            let account = user.account
            return UserView(
                id: account.id,
                email: account.email,
                name: user.profile.name,
                phone: account.phone,
                role: account.role.name,
                status: account.state,
                providerId: provider[account.id],
                regions: account.role == .lsm ? managed[account.id, default: []].map(\.other) : nil,
                createdAt: account.createdAt,
                version: user.version
            )
        }
    }

    private struct Pair<Other>: RowDecodable {
        let account: ID<Account>
        let other: ID<Other>

        init(_ row: inout Row) throws {
            account = try row.next()
            other = try row.next()
        }
    }
}
