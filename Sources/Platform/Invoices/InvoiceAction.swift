enum InvoiceAction: String, AuditAction {
    case issue = "invoice.issue"
    case link = "invoice.link"
}
