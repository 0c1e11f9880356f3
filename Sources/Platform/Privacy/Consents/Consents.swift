import Kernel
import Store

/// The rules on optional and required consents.
package enum Consents {
    /// Refuses a registration without the required consents, or with consent to a text that is not in force.
    package static func check(
        registering given: [ConsentGiven],
        as role: Role,
        _ policies: [Policy]
    ) throws(Problem) {
        try check(given, as: role, policies)
        let granted = Set(given.filter(\.granted).map(\.purpose))
        let missing = policies.filter { $0.requiredOf.contains(role) && !granted.contains($0.purpose) }
        guard missing.isEmpty else {
            throw Problem(.invalid, faults: [.init("/consents", .consentsMissing(missing.purposes))])
        }
    }

    /// Refuses the withdrawal of a required consent, for which the account is deleted instead.
    package static func check(
        _ given: [ConsentGiven],
        as role: Role,
        _ policies: [Policy]
    ) throws(Problem) {
        var purposes: Set<Consent.Purpose> = []
        let repeated = given.firstIndex { !purposes.insert($0.purpose).inserted }
        if let repeated {
            throw Problem(.invalid, faults: [.init("/consents/\(repeated)/purpose", .saidTwice)])
        }
        let faults = given.enumerated().compactMap { index, consent in
            fault(of: consent, at: "/consents/\(index)", as: role, policies)
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private static func fault(
        of consent: ConsentGiven,
        at pointer: String,
        as role: Role,
        _ policies: [Policy]
    ) -> Problem.Fault? {
        guard let policy = policies.first(where: { $0.purpose == consent.purpose }) else {
            return Problem.Fault("\(pointer)/purpose", refusal(of: consent.purpose, policies))
        }
        guard consent.granted else {
            return policy.requiredOf.contains(role)
                ? Problem.Fault("\(pointer)/granted", .consentRequired) : nil
        }
        return consent.policyVersion.rawValue == policy.version
            ? nil : Problem.Fault("\(pointer)/policy_version", .notInForce(policy.version))
    }

    private static func refusal(of purpose: Consent.Purpose, _ policies: [Policy]) -> Refusal {
        guard !Consent.Purpose.allCases.contains(purpose) else { return .notAskedFor }
        return Refusal(.notInEnumeration(policies.purposes.map(\.rawValue)))
    }

    /// The consents still required of the role: never given, withdrawn, or to an older version.
    package static func needed(
        beside given: [Consent],
        as role: Role,
        _ policies: [Policy]
    ) -> [Consent.Purpose] {
        policies.filter { policy in
            policy.requiredOf.contains(role)
                && !given.contains {
                    $0.purpose == policy.purpose && $0.isGranted && $0.policyVersion == policy.version
                }
        }.map(\.purpose)
    }
}

extension ProductDefinition {
    /// The policies in force at that moment, in the product's zone.
    package func policies(at now: Instant) -> [Policy] {
        policies.inForce(on: zone.civil(now).date)
    }
}
