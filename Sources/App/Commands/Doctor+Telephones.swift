import Kernel
import Platform
import Store

extension Doctor {
    /// Whether codes and push messages reach anyone; production does not start without the codes.
    func examineTelephones(
        of product: ProductDefinition,
        _ configuration: Configuration,
        _ report: inout Report
    ) {
        guard product.accounts.phones == .login else { return }
        switch configuration.sms {
        case .twilio: report.good(product.name, "text messages are sent through Twilio")
        case .log:
            report.hint(product.name, "login codes by SMS are written to the log; set PORTICO_TWILIO_*")
        case .none: report.bad(product.name, "login codes by SMS cannot be sent; set PORTICO_TWILIO_*")
        }
        switch configuration.push {
        case .fcm(let account, _):
            report.good(product.name, "push messages are sent through Firebase (\(account.project))")
        case .folder, .none:
            report.hint(product.name, "push messages are not sent; set PORTICO_FCM_SERVICE_ACCOUNT")
        }
    }

    /// Finds pairs of accounts whose numbers differ only by a leading zero; migrating them took the number
    /// from neither.
    func examineNumbers(of product: ProductDefinition, _ db: Database, _ report: inout Report) async throws {
        let left = try await db.read { tx in try TrunkPrefixes.left(tx) }
        guard !left.isEmpty else { return }
        let names = left.prefix(20).map(\.description).joined(separator: ", ")
        report.hint(
            product.name,
            "\(left.count) accounts have a telephone number that differs from another account's only by a leading zero; ask the owners which account keeps it: \(names)"
        )
    }
}
