import Kernel

/// The account rules of a product: lifetimes of logins, registration, lockout.
package struct AccountPolicy: Sendable {
    /// The role of an account that registers without an invitation.
    package var selfRegistrationRole: Role
    /// Roles with a registration of the product's own, which asks for more than an invitation does.
    package var uninvited: [Role]
    /// The roles that manage accounts and read the audit log and the jobs.
    package var administrators: [Role]
    package var accessLifetime: Duration
    /// How long a session lasts without use; each refresh restarts the period.
    package var refreshLifetime: Duration
    /// How long a session lasts in all, with any use.
    package var sessionLifetime: Duration = .days(90)
    /// The shorter limits of administrators, who reach all accounts.
    package var administratorIdle: Duration = .hours(8)
    package var administratorLifetime: Duration = .days(1)
    /// The roles that need a second factor; until it is enrolled they reach only their own account.
    package var secondFactorRoles: [Role] = []
    /// Whether the access tokens of an account end when its role changes; a refresh then brings one with the new role.
    package var tokensEndWithRole = false
    /// Whether administrators see how much data the site keeps about a person, which consents the person gave, and what the
    /// person did with the account.
    package var administratorsSeeHoldings = true
    package var signing: Signing
    package var lockout: Lockout
    package var passwordMinimum: Int
    /// How long the refresh token before the newest still works, for lost answers and parallel tabs.
    package var reuseWindow: Duration

    /// How long after an authentication the operations that ``StepUp`` guards are allowed.
    package var freshness: Duration = .minutes(15)

    package var phones: Phones

    /// How long an owner who deletes the account can take that back with a login; nil where it is erased at once.
    ///
    /// A product with such a period lists ``Feature/departures``.
    package var returnPeriod: Duration?

    /// The use of phone numbers in accounts.
    package enum Phones: Sendable {
        /// To call the owner.
        case contact
        /// Also to log in, once the number is confirmed; then it belongs to one account.
        case login
    }

    /// How long a session of `role` lasts without use, and in all.
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

/// An allowance of wrong guesses: a bucket that drains at a steady rate.
package struct Tries: Sendable {
    let atOnce: Int
    let oneEvery: Duration

    package init(_ atOnce: Int, oneEvery: Duration) {
        self.atOnce = atOnce
        self.oneEvery = oneEvery
    }

    /// The maximum of guesses in a day.
    var perDay: Int { atOnce + Int(Duration.days(1).micros / oneEvery.micros) }
}

/// The allowances of wrong passwords.
///
/// The arithmetic and its reasons are in docs/decisions/0023-locks.md.
package struct Lockout: Sendable {
    /// For one caller at one account: a stranger's address, a known device, or a session.
    package var burst = Tries(5, oneEvery: .seconds(30))
    /// For the same in the long run: 116 a day.
    package var lasting = Tries(20, oneEvery: .minutes(15))
    /// For all strangers together at one account: 340 a day.
    ///
    /// Five addresses at once, or three in the long run, are needed to use it up.
    package var account = Tries(100, oneEvery: .minutes(6))
    /// For strangers at one address, by accounts tried, one for each ``failuresPerName`` failures: 270 a day.
    package var address = Tries(30, oneEvery: .minutes(6))
    package var failuresPerName = 5

    package init() {}
}
