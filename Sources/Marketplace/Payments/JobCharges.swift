import Kernel
import Platform
import Store

/// The charges of an award, for the steps that depend on them.
enum JobCharges {
    /// Closes the pages on which the award could still be paid, and reads whether it was, before it lapses.
    static func close(award: ID<Award>, at site: Site) async throws -> Charges.Closing {
        try await Charges.close(of: MarketCharges.subject, award.cast(), at: site)
    }

    /// Reads the payment at its gateway, before a step that moves its money: it may be contested.
    static func refresh(award: ID<Award>, at site: Site) async throws {
        try await Charges.refresh(of: MarketCharges.subject, award.cast(), at: site)
    }
}
