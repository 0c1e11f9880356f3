import Kernel
import Platform
import Store
import Web

/// The caller's own profile.
enum Me {
    static let routes = rows.tagged("Users")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path         handler  needs
        Get  ("/users/me",  show,    .account, "Get the caller's profile")
        Patch("/users/me",  change,  .account, "Update the caller's name", details: "Absent members stay as they are. Language and time zone are changed with `users/me/preferences`.").refuses(.stale).upTo(bytes: 8_192)
    }

    static func show(_ call: Call) async throws -> Versioned<PersonView> {
        let me = try call.account
        return try await call.db.read { tx in try PersonView.versioned(User.find(me, tx), for: call, tx) }
    }

    static func change(_ call: Call, match: IfMatch?, body: NameChanges) async throws -> Versioned<PersonView>
    {
        let me = try call.account
        return try await call.db.write { tx in
            let user = try User.find(me, tx)
            try match?.check(user.version)
            let profile = try user.profile.renamed(body.firstName, body.lastName, by: call.actor, tx)
            return try PersonView.versioned(User(account: user.account, profile: profile), for: call, tx)
        }
    }
}

/// Changes of the caller's name; absent members stay as they are.
struct NameChanges: Body, MergePatch {
    /// The given name.
    var firstName: PersonName?
    /// The family name.
    var lastName: PersonName?
}

extension Profile {
    /// Changes the name; the same name again changes nothing.
    func renamed(
        _ firstName: PersonName?,
        _ lastName: PersonName?,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Profile {
        var next = self
        next.firstName = firstName ?? self.firstName
        next.lastName = lastName ?? self.lastName
        guard next.firstName != self.firstName || next.lastName != self.lastName else { return self }
        try Audit.record(PersonAction.profileChange, of: Account.kind, account.cast(), by: actor, tx)
        return try next.save(tx)
    }
}
