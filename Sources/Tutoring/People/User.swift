import Kernel
import Platform
import Store

typealias User = Platform.User<Profile>

extension Profile: UserProfile {
    static let join: SQL = "profile p ON p.account_id = a.id"
    static let searchColumn: SQL = "p.search_text"
    static let notOneself = Problem.Code.ownAccount

    /// The names of the sort columns are those of the account.
    static let userColumns: SQL =
        """
        \(Account.columns), p.account_id, p.first_name, p.last_name, p.avatar_id,
        p.created_at AS profile_created_at, p.updated_at AS profile_updated_at, p.version AS profile_version
        """

    static let visibility = Visibility(own: "p.account_id")
}
