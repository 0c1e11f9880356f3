enum SequenceAction: String, AuditAction {
    case create = "notice_sequence.create"
    case change = "notice_sequence.change"
}
