import Kernel
import Store

/// The row that a product keeps of a person in addition to the account: a name and other data.
package protocol UserProfile: Record, Scoped {
    /// The table as it joins `account a`, such as `profile p ON p.account_id = a.id`.
    static var join: SQL { get }
    /// The columns of the account and of the row; the name of a sort column occurs only once.
    static var userColumns: SQL { get }
    /// The column of normalised words for searches.
    static var searchColumn: SQL { get }
    /// The refusal of an operation on the caller's own account.
    static var notOneself: Problem.Code { get }

    var version: Int { get }
}
