enum PrivacyAction: String, AuditAction {
    case accountErase = "account.erase"
    case accountExport = "account.export"
    case consentRecord = "consent.record"
    case legalHoldLift = "legal_hold.lift"
    case legalHoldPlace = "legal_hold.place"
    case retentionApply = "retention.apply"
}
