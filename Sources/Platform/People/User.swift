import Kernel
import Store

/// An account together with the person's row in the product.
package struct User<Profile: UserProfile>: Record {
    package let account: Account
    package let profile: Profile

    @inlinable package static var columns: SQL { Profile.userColumns }

    /// One number for both rows, which are shown and changed together: the sum of their versions, beginning at 1.
    ///
    /// It serves as a version of the pair. Every change of a row adds one to the row's version and nothing lowers it,
    /// so a later state of the pair has no smaller part; where the sums are equal, both parts are.
    @inlinable package var version: Int { account.version + profile.version - 1 }

    @inlinable package init(account: Account, profile: Profile) {
        self.account = account
        self.profile = profile
    }

    @inlinable package init(_ row: inout Row) throws {
        account = try Account(&row)
        profile = try Profile(&row)
    }
}

extension User {
    /// All people who meet the conditions; erased accounts are left out.
    @inlinable package static func query(where conditions: [SQL]) -> SQL {
        """
        SELECT \(columns) FROM account a JOIN \(Profile.join)
         WHERE \(SQL.all(["a.state <> \(Account.State.deleted)"] + conditions))
        """
    }

    @inlinable package static func query(for id: ID<Account>, within scope: Scope) -> SQL {
        """
        SELECT \(columns) FROM account a JOIN \(Profile.join)
         WHERE a.id = \(id) AND a.state <> \(Account.State.deleted) AND \(Profile.visible(to: scope))
        """
    }

    @inlinable package static func find(_ id: ID<Account>, _ tx: borrowing Tx) throws -> User {
        try tx.one(query(where: ["a.id = \(id)"]))
    }

    @inlinable package static func find(
        _ id: ID<Account>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> User {
        try tx.one(query(for: id, within: scope))
    }
}

extension User {
    /// Changes the person's role; nobody can change their own.
    package func changed(role: Role, as call: Call, _ tx: borrowing Tx) throws -> User {
        guard role != account.role else { return self }
        guard account.id != call.actor.account else { throw Problem(Profile.notOneself) }
        let appointed = try account.changed(role: role, by: call.actor, at: call.site, tx)
        return User(account: appointed, profile: profile)
    }

    /// Lets the person log in again, or prevents it and ends the sessions.
    func changed(isActive: Bool, as call: Call, _ tx: borrowing Tx) throws -> User {
        let changed =
            isActive
            ? try account.reactivated(by: call.actor, at: call.site, tx)
            : try account.deactivated(by: call.actor, at: call.site, tx)
        return User(account: changed, profile: profile)
    }
}
