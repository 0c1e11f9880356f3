import Kernel
import Store
import Web

/// The numbers of a business that its administrators can change, as an enumeration of their names.
package protocol DatedPolicy: RawRepresentable<String>, Codable, CaseIterable, Hashable, Sendable,
    SQLValueConvertible, PathValue
{
    /// Policies change at midnight of this zone.
    static var zone: Zone { get }
    /// The entry of the audit log for a new value.
    static var setting: any AuditAction { get }

    /// The default with its unit and its bounds.
    var rule: PolicyRule { get }
    /// The words that a policy of words may list, and its default; nil for a policy that is a number.
    var words: (known: [String], standard: [String])? { get }
}

extension DatedPolicy {
    package var words: (known: [String], standard: [String])? { nil }

    /// The day of the product at an instant.
    package static func day(of now: Instant) -> CivilDate { zone.civil(now).date }

    /// Refuses what is out of the bounds of the policy, with a fault at `/value`.
    func check(_ value: JSONValue) throws(Problem) {
        if let refusal = refusal(of: value) { throw Problem(.invalid, faults: [.init("/value", refusal)]) }
    }

    private func refusal(of value: JSONValue) -> Refusal? {
        guard let words else {
            guard let number = value.integerValue else { return Refusal(.wrongType(.wholeNumber)) }
            let bounds = rule.bounds
            return bounds.contains(number)
                ? nil : Refusal(.outOfRange(Int(bounds.lowerBound)...Int(bounds.upperBound)))
        }
        guard let given = value.arrayValue?.map(\.stringValue) else { return Refusal(.wrongType(.array)) }
        guard given.allSatisfy({ $0.map(words.known.contains) == true }) else {
            return Refusal(.notInEnumeration(words.known))
        }
        return Set(given).count == given.count ? nil : .wordListedTwice
    }
}
