import Kernel
import Platform
import Store

/// Six tutors and ten students after two months of lessons.
///
/// Everything goes through the functions of the operations, each at its time. Running it twice adds nothing.
@Sendable func tutoringDemo(_ site: Site) async throws {
    try await JSON.decode(ContentStock.self, from: DemoContent.stock).publish(at: site)
    let guest = EmailAddress(unchecked: site.product.demoGuest)
    guard try await site.db.read({ tx in try Account.find(email: guest, tx) }) == nil else { return }
    let now = site.now()
    try await DemoCast.enrol(at: site, now - .days(64))
    try await DemoTerm.moves(seenFrom: now).play(until: now, at: site)
}
