import Platform

extension Doctor {
    /// Whether codes and pushes reach anyone; production does not start without the former.
    func examineTelephones(
        of product: Product,
        _ configuration: Configuration,
        _ report: inout Report
    ) {
        guard product.accounts.phones == .login else { return }
        switch configuration.sms {
        case .twilio: report.good(product.name, "text messages go through Twilio")
        case .log:
            report.hint(product.name, "codes for telephones are written into the log; set PORTICO_TWILIO_*")
        case .none: report.bad(product.name, "codes for telephones cannot be sent; set PORTICO_TWILIO_*")
        }
        switch configuration.push {
        case .fcm(let account, _):
            report.good(product.name, "pushes go through Firebase (\(account.project))")
        case .folder, .none: report.hint(product.name, "pushes reach nobody; set PORTICO_FCM_SERVICE_ACCOUNT")
        }
    }
}
