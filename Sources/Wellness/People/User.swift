import Kernel
import Platform
import Store

typealias User = Platform.User<Profile>

extension Profile: UserProfile {
    static let join: SQL = "person p ON p.account_id = a.id"
    static let searchColumn: SQL = "p.search_text"
    static let notOneself = Problem.Code.notOneself

    /// The names of the sort columns are those of the account.
    static let userColumns: SQL =
        """
        \(Account.columns), p.account_id, p.first_name, p.last_name, p.created_at AS person_created_at,
        p.updated_at AS person_updated_at, p.version AS person_version
        """

    /// Organizations shows the members of an organisation; here people see themselves, and super administrators everyone.
    static let visibility = Visibility(own: "p.account_id")
}
