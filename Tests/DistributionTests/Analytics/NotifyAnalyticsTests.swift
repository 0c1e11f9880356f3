import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("analytics of what is waited for")
struct NotifyAnalyticsTests {
    @Test
    func `waiting customers with product, start and earlier waiting times, within the zones of the caller`()
        async throws
    {
        let world = try await market()
        let now = world.clock.now
        try await world.db.write { tx in
            for (sku, email, asked, told) in [
                ("FUR-SOAP-4", "omar.shop@example.com", 50, nil),
                ("FUR-SOAP-4", "zainab.shop@example.com", 40, nil),
                ("ZAG-HONEY-1", "zainab.shop@example.com", 30, 20),
                ("ZAG-HONEY-1", "dilan.shop@example.com", 9_000, nil),
            ] as [(String, String, Int, Int?)] {
                try tx.execute(
                    """
                    INSERT INTO notify_me (id, account_id, product_id, requested_at, notified_at)
                    SELECT \(tx.newID(of: NotifyMe.self)), a.id, p.id, \(now - .hours(asked)), \(told.map { now - .hours($0) })
                      FROM account a, product p WHERE a.email = \(email) AND p.sku = \(sku)
                    """
                )
            }
        }
        let all = try await world.as(.noor).get("/api/analytics/notify-requests")
        let view = try all.decoded(as: NotifyAnalyticsView.self)
        #expect(view.requested == 3 && view.notified == 1 && view.waiting == 3)
        #expect(view.averageWaitSeconds == 36_000)
        #expect(view.products.map(\.sku) == ["FUR-SOAP-4", "ZAG-HONEY-1"])
        #expect(view.products.first?.waiting == 2 && view.products.first?.waitingSince == now - .hours(50))
        #expect(view.zones.map(\.waiting) == [1, 1, 1])
        let rana = try await world.as(.rana).get("/api/analytics/notify-requests").decoded(
            as: NotifyAnalyticsView.self
        )
        #expect(rana.requested == 0 && rana.waiting == 1 && rana.averageWaitSeconds == nil)
        #expect(rana.products.map(\.sku) == ["ZAG-HONEY-1"])
        let company = try await world.as(.noor).get(
            "/api/analytics/notify-requests?company_id=\(ID<Company>.new(at: now))"
        )
        #expect(company["waiting"] == 0)
        #expect(try await world.as(.omar).get("/api/analytics/notify-requests").status == 403)
    }
}
