import Kernel

/// A person's birth data, to compare with the codice fiscale that encodes them.
struct Identity: Sendable {
    var codiceFiscale: CodiceFiscale
    var birthDate: CivilDate?
    var sex: Sex?
    var birthplaceCode: CadastralCode?

    /// The birth data that disagree with the codice fiscale.
    ///
    /// A provisional code of eleven digits encodes nothing.
    func faults(at pointer: String = "") -> [Problem.Fault] {
        var findings = Findings()
        findings.check(self, at: pointer)
        return findings.faults
    }
}

extension Findings {
    mutating func check(_ identity: Identity, at pointer: String) {
        let disagreements = identity.codiceFiscale.disagreements(
            birthDate: identity.birthDate,
            sex: identity.sex,
            birthplace: identity.birthplaceCode
        )
        for (member, refusal) in disagreements {
            require(false, "\(pointer)/\(member == "birthplace" ? "birthplace_code" : member)", refusal)
        }
    }
}
