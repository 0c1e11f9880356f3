import Kernel
import Platform
import Store
import Web

extension Doctor {
    /// Finds weak access: administrators without two-step login, old secrets, forgotten service tokens.
    func examineAccess(
        to product: ProductDefinition,
        _ db: Database,
        _ configuration: Configuration,
        _ report: inout Report
    ) async throws {
        let needing = product.needingSecondFactor(of: configuration.secondFactorRoles).accounts
            .secondFactorRoles
        let open = product.accounts.administrators.filter { !needing.contains($0) }
        if open.isEmpty {
            report.good(product.name, "administrators need two-step login")
        } else if configuration.isProduction {
            let names = open.map(\.name).joined(separator: ",")
            report.hint(
                product.name,
                "two-step login is not required for \(names); set PORTICO_REQUIRE_MFA=\(names)"
            )
        }
        try await examineSealing(of: product, db, configuration, &report)
        for token in try await db.read({ tx in try ServiceToken.list(tx) }) {
            for words in token.worries(in: product, at: WallClock.now()) {
                report.hint(product.name, "the token \"\(token.name)\" \(words)")
            }
        }
    }
}

extension ServiceToken {
    fileprivate func worries(in product: ProductDefinition, at now: Instant) -> [String] {
        var worries: [String] = []
        if !product.access.isForPrograms(role) {
            worries.append(
                "has the role \(role), which is for people; replace it with a token in a role for programs"
            )
        }
        if !isMakerActive { worries.append("was created by a suspended or deleted account") }
        if expiresAt <= now + .days(30) { worries.append("expires on \(product.zone.civil(expiresAt).date)") }
        if (lastUsedAt ?? createdAt) < now - .days(90) { worries.append("has not been used for 90 days") }
        return worries
    }
}
