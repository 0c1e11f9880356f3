import Kernel
import Store

/// The row that a product keeps of a person beside the account: a name, and whatever else the product knows.
package protocol UserProfile: Record, Scoped {
    /// The table as it joins `account a`, as `profile p ON p.account_id = a.id`.
    static var join: SQL { get }
    /// The columns of the account, and of the row; the name of a column that lists of people are sorted by stands there once.
    static var userColumns: SQL { get }
    /// The column of normalised words that a search looks through.
    static var searchColumn: SQL { get }
    /// The refusal of an operation that nobody may do to their own account.
    static var notOneself: Problem.Code { get }

    var version: Int { get }
}
