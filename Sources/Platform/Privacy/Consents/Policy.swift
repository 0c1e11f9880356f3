import Kernel

/// A version of a policy, in force from a day on.
///
/// The list may hold several versions for one purpose; the newest with a past first day is in force.
package struct Policy: Sendable {
    package let purpose: Consent.Purpose
    package let version: String
    package let since: CivilDate
    /// The address of the text, such as `/cms/pages/privacy`.
    package let url: String
    /// The roles that must agree; for all others it is optional.
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
    /// The policies in force on a day: one for each purpose.
    package func inForce(on day: CivilDate) -> [Policy] {
        Consent.Purpose.allCases.compactMap { purpose in
            filter { $0.purpose == purpose && $0.since <= day }.max { $0.since < $1.since }
        }
    }
}
