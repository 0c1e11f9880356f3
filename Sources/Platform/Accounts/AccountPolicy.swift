import Kernel

/// How a product treats its accounts: how long a login lasts, who may register, when a door closes.
package struct AccountPolicy: Sendable {
    /// What someone becomes who registers without being invited.
    package var selfRegistrationRole: Role
    /// Who comes in by a door of the product's own, which knows more of them than an invitation does.
    package var uninvited: [Role]
    /// Who manages accounts, reads the audit log and the jobs.
    package var administrators: [Role]
    package var accessLifetime: Duration
    /// How long a session lasts without being used; each refresh begins it anew.
    package var refreshLifetime: Duration
    /// How long a session lasts, however much it is used.
    package var sessionLifetime: Duration = .days(90)
    /// The same two of administrators, who reach everyone's.
    package var administratorIdle: Duration = .hours(8)
    package var administratorLifetime: Duration = .days(1)
    /// Who must have a second factor: until they have, they reach nothing but their own account.
    package var secondFactorRoles: [Role] = []
    package var signing: Signing
    package var lockout: Lockout
    package var passwordMinimum: Int
    /// How long the refresh token before the newest still answers: for a lost response, and for parallel tabs.
    package var reuseWindow: Duration

    /// How long after showing who they are someone may do what ``StepUp`` guards.
    package var freshness: Duration = .minutes(15)

    package var phones: Phones

    /// What a telephone number is to an account.
    package enum Phones: Sendable {
        /// Where its owner can be called.
        case contact
        /// One account's, and once shown to be its owner's another way in.
        case login
    }

    /// How long a session of `role` lasts without being used, and in all.
    func sessionTerms(for role: Role) -> (idle: Duration, whole: Duration) {
        administrators.contains(role)
            ? (min(refreshLifetime, administratorIdle), min(sessionLifetime, administratorLifetime))
            : (refreshLifetime, sessionLifetime)
    }

    package enum Signing: String, Sendable {
        case eddsa = "EdDSA"
        case hs256 = "HS256"
    }

    package init(
        selfRegistrationRole: Role,
        uninvited: [Role] = [],
        administrators: [Role],
        accessLifetime: Duration = .minutes(15),
        refreshLifetime: Duration = .days(7),
        signing: Signing = .eddsa,
        lockout: Lockout = Lockout(),
        passwordMinimum: Int = 10,
        reuseWindow: Duration = .seconds(30),
        phones: Phones = .contact
    ) {
        self.selfRegistrationRole = selfRegistrationRole
        self.uninvited = uninvited
        self.administrators = administrators
        self.accessLifetime = accessLifetime
        self.refreshLifetime = refreshLifetime
        self.signing = signing
        self.lockout = lockout
        self.passwordMinimum = passwordMinimum
        self.reuseWindow = reuseWindow
        self.phones = phones
    }
}

/// How many wrong guesses are forgiven at once, and how fast they come back: a bucket that drains.
package struct Tries: Sendable {
    let atOnce: Int
    let oneEvery: Duration

    package init(_ atOnce: Int, oneEvery: Duration) {
        self.atOnce = atOnce
        self.oneEvery = oneEvery
    }

    /// The most guesses in a day.
    var perDay: Int { atOnce + Int(Duration.days(1).micros / oneEvery.micros) }
}

/// How many wrong passwords are forgiven.
///
/// The arithmetic, and why, is in docs/decisions/0023-locks.md.
package struct Lockout: Sendable {
    /// From one caller at one account: a stranger's address, a known device, or a session.
    package var burst = Tries(5, oneEvery: .seconds(30))
    /// The same in the long run: 116 a day.
    package var lasting = Tries(20, oneEvery: .minutes(15))
    /// At one account, from all strangers together: 340 a day.
    ///
    /// Five addresses at once, or three in the long run, are needed to use it up.
    package var account = Tries(100, oneEvery: .minutes(6))
    /// Accounts tried by strangers at one address, one for each ``failuresPerName`` failures: 270 a day.
    package var address = Tries(30, oneEvery: .minutes(6))
    package var failuresPerName = 5

    package init() {}
}
