import Kernel
import Platform
import Store

/// Two organisations with sixty people, three months of their diaries, and what their administrators see of them.
///
/// Running it twice adds nothing.
@Sendable func companies(_ site: Site) async throws {
    try await JSON.decode(ContentStock.self, from: DemoContent.stock).publish(at: site)
    let guest = EmailAddress(unchecked: site.product.demoGuest)
    guard try await site.db.read({ tx in try Account.find(email: guest, tx) }) == nil else { return }
    let password = try await DemoPerson.password(at: site)
    var people: [(Account, Zone)] = []
    for organization in [DemoOrganization.aurora, .borealis] {
        let accounts = try await site.db.write { tx in try organization.found(with: password, at: site, tx) }
        people += organization.people.compactMap { person in accounts[person.email].map { ($0, person.zone) }
        }
    }
    for person in DemoOrganization.independent {
        let account = try await site.db.write { tx in try person.enrol(with: password, at: site, tx) }
        if person.role != .superAdmin { people.append((account, person.zone)) }
    }
    try await keepDiaries(people, at: site)
    try await freezeLastMonth(at: site)
}

private func keepDiaries(_ people: [(Account, Zone)], at site: Site) async throws {
    for (number, (account, zone)) in people.enumerated() {
        let diary = DemoDiary(
            account: account.id,
            zone: zone,
            seed: UInt64(number) &* 7919 &+ 17,
            diligence: 62 + number * 11 % 34
        )
        try await site.db.write { tx in try diary.write(DiaryDomain.table(tx), at: site, tx) }
    }
}

/// The releases that the job of the first day of the month makes.
private func freezeLastMonth(at site: Site) async throws {
    let organizations = try await site.db.read { tx in
        try tx.values("SELECT id FROM organization ORDER BY created_at, id", as: ID<Organization>.self)
    }
    let call = site.call(as: .system, with: .releaseFreeze)
    for organization in organizations {
        try await site.db.write { tx in _ = try Release.freezeNow(organization, as: call, tx) }
    }
}
