import Kernel
import Platform
import Store

/// The reason why a provider cannot quote a job.
enum QuoteObstacle: String, Codable, CaseIterable, Sendable {
    /// The job is not open, directed or quoted.
    case state
    /// The job is directed at another provider.
    case directed
    /// The provider is the customer of the job.
    case own
    /// The provider is not active.
    case notActive = "not_active"
    /// The provider does not offer the service.
    case noOffer = "no_offer"
    /// The place is outside the provider's radius.
    case outOfReach = "out_of_reach"
}

extension Job {
    /// Refused with 409 unless the provider can quote the job now.
    func demandQuotable(by provider: Provider, _ tx: borrowing Tx) throws {
        guard let obstacle = try obstacle(to: provider, tx) else { return }
        throw Problem(
            .notQuotable,
            extras: ["reason": .string(obstacle.rawValue), "present": .string(status.rawValue)]
        )
    }

    /// Nil when the provider can quote the job.
    func obstacle(to provider: Provider, _ tx: borrowing Tx) throws -> QuoteObstacle? {
        if !status.isOpen { return .state }
        if let chosen = self.provider, chosen != provider.id { return .directed }
        if customer == provider.account { return .own }
        if provider.status != .active { return .notActive }
        if provider.place.metres(to: place) > provider.radius { return .outOfReach }
        let isOffered = try tx.exists(
            """
            SELECT 1 FROM offer o JOIN service s ON s.id = o.service_id
             WHERE o.provider_id = \(provider.id) AND o.service_id = \(service) AND o.is_active AND s.status = 'approved'
            """
        )
        return isOffered ? nil : .noOffer
    }
}
