import Platform

enum TutoringPaymentAction: String, AuditAction {
    case refundAgain = "payment.refund_again"
    case refundPlan = "payment.refund_plan"
}
