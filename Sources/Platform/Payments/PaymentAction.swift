enum PaymentAction: String, AuditAction {
    case checkout = "payment.checkout"
    case refundRequest = "refund.request"
    case subscriptionBegin = "subscription.begin"
    case subscriptionCancel = "subscription.cancel"
    case subscriptionExtend = "subscription.extend"
    case subscriptionResume = "subscription.resume"
    case subscriptionUpgrade = "subscription.upgrade"
}
