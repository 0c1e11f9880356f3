import Kernel
import Platform
import Store
import Web

/// An account as super administrators see it: without logins, consents and activity.
struct UserView: View {
    /// The account.
    var id: ID<Account>
    /// The address to log in with and to write to.
    var email: EmailAddress
    /// The given name.
    var firstName: PersonName
    /// The family name.
    var lastName: PersonName
    /// `user`, `business_admin` or `super_admin`.
    var role: String
    /// Whether the owner can log in.
    var state: Account.State
    /// The organisation of the open membership; absent without one.
    var organizationId: ID<Organization>?
    /// The department in the organisation; absent for people without one.
    var departmentId: ID<Department>?
    /// When the account was opened.
    var createdAt: Instant
    /// The value for `If-Match`, raised by every change of the account or of the name.
    var version: Int

    init(_ user: User, _ place: Place?) {
        id = user.account.id
        email = user.account.email
        firstName = user.profile.firstName
        lastName = user.profile.lastName
        role = user.account.role.name
        state = user.account.state
        organizationId = place?.organization
        departmentId = place?.department
        createdAt = user.account.createdAt
        version = user.version
    }

    /// The organisation and department of a member.
    struct Place: RowDecodable {
        let account: ID<Account>
        let organization: ID<Organization>
        let department: ID<Department>?

        init(_ row: inout Row) throws {
            account = try row.next()
            organization = try row.next()
            department = try row.next()
        }
    }

    static func of(_ users: [User], _ tx: borrowing Tx) throws -> [UserView] {
        let places: [Place] = try tx.all(
            """
            SELECT m.account_id, m.organization_id, m.department_id FROM membership m
             WHERE m.state <> 'left' AND m.account_id \(in: users.map(\.account.id))
            """
        )
        let byAccount = Dictionary(places.map { ($0.account, $0) }) { first, _ in first }
        return users.map { UserView($0, byAccount[$0.account.id]) }
    }
}
