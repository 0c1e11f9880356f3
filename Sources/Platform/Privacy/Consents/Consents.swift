import Kernel
import Store

/// What may be agreed to, and what must be.
package enum Consents {
    /// Nobody registers without the required consents, nor agrees to a text that is not in force.
    package static func check(
        registering given: [ConsentGiven],
        as role: Role,
        _ policies: [Policy]
    ) throws(Problem) {
        try check(given, as: role, policies)
        let granted = Set(given.filter(\.granted).map(\.purpose))
        let isComplete = policies.filter { $0.requiredOf.contains(role) }.allSatisfy {
            granted.contains($0.purpose)
        }
        guard isComplete else {
            throw Problem(.invalid, faults: [Problem.Fault("/consents", .consentRequired)])
        }
    }

    /// Nobody goes on without the required ones either: who withdraws them deletes the account instead.
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
            return Problem.Fault("\(pointer)/purpose", .notAskedFor)
        }
        guard consent.granted else {
            return policy.requiredOf.contains(role)
                ? Problem.Fault("\(pointer)/granted", .consentRequired) : nil
        }
        return consent.policyVersion.rawValue == policy.version
            ? nil : Problem.Fault("\(pointer)/policy_version", .notInForce)
    }

    /// What someone of that role still has to agree to: never asked, withdrawn, or an older version.
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
    /// What is asked for at that moment, where the business is.
    package func policies(at now: Instant) -> [Policy] {
        policies.inForce(on: zone.civil(now).date)
    }
}
