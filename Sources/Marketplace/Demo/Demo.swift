import Kernel
import Platform
import Store

/// Two regions after two months: providers of all tiers, twenty jobs in every state, an office.
///
/// Everything goes through the functions of the operations, each at its time. Running it twice adds nothing.
@Sendable func marketDemo(_ site: Site) async throws {
    let guest = EmailAddress(unchecked: site.product.demoGuest)
    guard try await site.db.read({ tx in try Account.find(email: guest, tx) }) == nil else { return }
    let now = site.now()
    try await DemoCast.enrol(at: site, now)
    try await DemoHistory(of: DemoJob.all, until: now).play(at: site)
    try await site.db.write { tx in try DemoOffice.open(at: site, tx) }
    try await refreshFigures(at: site)
}

/// The figures as the coming night would find them.
private func refreshFigures(at site: Site) async throws {
    try await site.db.write { tx in
        for provider in try tx.values("SELECT id FROM provider", as: ID<Provider>.self) {
            try ProviderFigures.refresh(provider, tx)
        }
    }
}
