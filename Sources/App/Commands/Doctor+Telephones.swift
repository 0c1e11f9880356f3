import Kernel
import Platform
import Store

extension Doctor {
    /// Whether codes and pushes reach anyone; production does not start without the former.
    func examineTelephones(
        of product: ProductDefinition,
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

    /// Two accounts whose numbers are one: neither was taken from anybody when numbers were written alike.
    func examineNumbers(of product: ProductDefinition, _ db: Database, _ report: inout Report) async throws {
        let left = try await db.read { tx in try TrunkPrefixes.left(tx) }
        guard !left.isEmpty else { return }
        let names = left.prefix(20).map(\.description).joined(separator: ", ")
        report.hint(
            product.name,
            "\(left.count) accounts have a telephone number that another account has without its zero; settle it with their owners: \(names)"
        )
    }
}
