import Kernel
import Store

/// The row that a product keeps of a person beside the account: a name, and whatever else the product knows.
package protocol UserProfile: Record, Scoped {
    /// The table as it joins `account a`, as `profile p ON p.account_id = a.id`.
    static var join: SQL { get }
    /// The columns of the row in that join; lists of people are sorted by name, so none may have the name of such a column of the account.
    static var joinedColumns: SQL { get }
    /// The column of normalised words that a search looks through.
    static var searchColumn: SQL { get }
    /// The refusal of an operation that nobody may do to their own account.
    static var notOneself: Problem.Code { get }

    var version: Int { get }
}

extension UserProfile {
    package static var joinedColumns: SQL { columns }
}
