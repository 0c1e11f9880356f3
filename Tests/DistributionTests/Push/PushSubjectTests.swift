import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite("subjects of pushes")
struct PushSubjectTests {
    @Test func `a tap opens the subject: the push of an order names its kind and id`() async throws {
        let world = try await market()
        try await world.addAddress(of: .omar)
        for (person, token) in [(Person.omar, "omar-phone"), (.hassan, "hassan-phone")] {
            try await world.register(token, of: person)
        }
        let order = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        try await world.runJobs()
        try await world.runJobs()

        for (token, template) in [("omar-phone", "order_placed"), ("hassan-phone", "order_received")] {
            let push = try #require(
                world.telephones.pushes.first {
                    $0.token == token && $0.data["template"] == "distribution.\(template)"
                }
            )
            #expect(push.data["about_kind"] == "sales_order" && push.data["about_id"] == order)
            #expect(push.data["notification_id"] != nil)
        }
        let shown = try await world.as(.omar).get("/api/notifications")["data"]?.arrayValue ?? []
        let notice = try #require(shown.first { $0["template"] == "distribution.order_placed" })
        #expect(notice["about_kind"] == "sales_order" && notice["about_id"] == .string(order))
    }

    @Test func `a general announcement names none`() async throws {
        let world = try await market()
        try await world.register("omar-phone", of: .omar)
        let karkh = try await world.zone("Karkh")
        _ = try await world.as(.ali).post(
            "/api/notifications/send-to-zone",
            ["zone_id": .string(karkh), "title": "عرض", "body": "اليوم فقط"]
        )
        try await world.runJobs()
        try await world.runJobs()

        let push = try #require(world.telephones.pushes.first { $0.title == "عرض" })
        #expect(Set(push.data.keys) == ["notification_id", "template"])
    }
}

extension World {
    fileprivate func register(_ token: String, of person: Person) async throws {
        let answer = try await self.as(person).post(
            "/api/notifications/register-token",
            ["token": .string(token), "platform": "android"]
        )
        #expect(answer.status == 200)
    }
}
