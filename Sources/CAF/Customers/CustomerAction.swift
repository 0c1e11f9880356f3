import Platform

enum CustomerAction: String, AuditAction {
    case codiceFiscaleClaim = "caf.codice_fiscale.claim"
    case codiceFiscaleVerify = "caf.codice_fiscale.verify"
    case familyMemberAdd = "caf.family_member.add"
    case familyMemberChange = "caf.family_member.change"
    case familyMemberRemove = "caf.family_member.remove"
    case profileChange = "caf.profile.change"
}
