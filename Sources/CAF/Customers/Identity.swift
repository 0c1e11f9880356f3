import Kernel

/// What someone says of themselves beside their codice fiscale, which says part of it too.
struct Identity: Sendable {
    var codiceFiscale: CodiceFiscale
    var birthDate: CivilDate?
    var sex: Sex?
    var birthplaceCode: CadastralCode?

    /// Where the two do not agree.
    ///
    /// A provisional code of eleven digits says nothing of its owner.
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
