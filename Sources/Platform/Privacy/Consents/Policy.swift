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
        purposes.compactMap { purpose in
            filter { $0.purpose == purpose && $0.since <= day }.max { $0.since < $1.since }
        }
    }

    /// The purposes of a product: the platform's first, then its own in the order of the list.
    package var purposes: [Consent.Purpose] {
        let listed = map(\.purpose)
        let known = Consent.Purpose.allCases
        var seen = Set(known)
        return known.filter(listed.contains) + listed.filter { seen.insert($0).inserted }
    }

    /// The names of the product's purposes for its API document; empty where they are the platform's.
    var words: [[String]: [String]] {
        let known = Consent.Purpose.allCases
        guard !purposes.allSatisfy(known.contains) else { return [:] }
        return [known.map(\.rawValue): purposes.map(\.rawValue)]
    }
}
