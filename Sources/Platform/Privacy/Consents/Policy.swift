import Kernel

/// A text that people agree to, and the version of it that is in force from a day on.
///
/// Several versions of one purpose may stand in the list; the newest whose day has come is asked for.
package struct Policy: Sendable {
    package let purpose: Consent.Purpose
    package let version: String
    package let since: CivilDate
    /// Where it can be read, as `/cms/pages/privacy`.
    package let url: String
    /// Who cannot go on without agreeing to it; it is optional for everyone else.
    package let requiredOf: [Role]

    package init(
        _ purpose: Consent.Purpose,
        version: StaticString,
        since: StaticString,
        at url: StaticString,
        requiredOf roles: Role...
    ) {
        guard let day = CivilDate(since.description) else { preconditionFailure("not a day: \(since)") }
        self.purpose = purpose
        self.version = version.description
        self.since = day
        self.url = url.description
        requiredOf = roles
    }
}

extension [Policy] {
    /// What is asked for on a day: one policy for each purpose.
    package func inForce(on day: CivilDate) -> [Policy] {
        Consent.Purpose.allCases.compactMap { purpose in
            filter { $0.purpose == purpose && $0.since <= day }.max { $0.since < $1.since }
        }
    }
}
