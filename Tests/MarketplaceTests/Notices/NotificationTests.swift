import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct NotificationTests {
    private static let path = "/api/v1/notifications"

    private func told(_ count: Int) async throws -> World {
        let world = try await castMarketplace()
        let carl = try await world.account(of: .carl)
        for number in 0..<count {
            try await world.db.write { tx in
                try MarketNotice.notify(
                    .profileChanged,
                    [carl, nil, carl],
                    ["reason": "Reason number \(number)."],
                    tx
                )
            }
        }
        try await world.runJobs()
        return world
    }

    private func list(_ world: World) async throws -> [JSONValue] {
        try await world.as(.carl).get(Self.path)["data"]?.arrayValue ?? []
    }

    @Test func `a message shows in the app and comes by mail, once`() async throws {
        let world = try await told(1)

        let list = try await list(world)

        #expect(list.count == 1 && list[0]["category"] == "system", "\(list)")
        #expect(list[0]["template"] == "marketplace.system.profile_changed")
        #expect(world.mails(to: .carl).count == 1)
        #expect(world.telephones.texts.isEmpty)
    }

    @Test func `PUT marks one or all as read`() async throws {
        let world = try await told(3)
        let first = try await list(world)[0]["id"]?.stringValue ?? ""

        let one = try await world.as(.carl).put("\(Self.path)/\(first)/read", [:])
        let left = try await world.as(.carl).get("\(Self.path)/unread-count")
        let all = try await world.as(.carl).put("\(Self.path)/read-all", [:])
        let stranger = try await world.as(.cora).put("\(Self.path)/\(first)/read", [:])

        #expect(one.status == 200 && one["read_at"] != nil, "\(one)")
        #expect(left["count"] == 2 && all.status == 200 && all["count"] == 0, "\(all)")
        #expect(stranger.status == 404)
    }

    @Test func `DELETE hides a message of the caller, once`() async throws {
        let world = try await told(2)
        let first = try await list(world)[0]["id"]?.stringValue ?? ""

        let stranger = try await world.as(.cora).delete("\(Self.path)/\(first)")
        let hidden = try await world.as(.carl).delete("\(Self.path)/\(first)")
        let again = try await world.as(.carl).delete("\(Self.path)/\(first)")

        #expect(stranger.status == 404 && hidden.status == 200 && again.status == 404, "\(hidden)")
        #expect(try await list(world).count == 1)
        #expect(try await world.as(.carl).get("\(Self.path)/unread-count")["count"] == 1)
    }

    @Test func `text messages are off by default, and a topic is switched by channel`() async throws {
        let world = try await castMarketplace()
        func choice(_ topic: String, _ channel: String) async throws -> JSONValue? {
            try await world.as(.carl).get("\(Self.path)/preferences")["preferences"]?.arrayValue?.first {
                $0["category"] == .string(topic) && $0["channel"] == .string(channel)
            }?["enabled"]
        }

        for topic in ["job", "payment", "message", "rating", "system"] {
            let (text, mail) = (try await choice(topic, "sms"), try await choice(topic, "email"))
            #expect(text == false && mail == true, "\(topic)")
        }
        let set = try await world.as(.carl).post(
            "\(Self.path)/preferences",
            [
                ["topic": "job", "channel": "sms", "enabled": true],
                ["topic": "rating", "channel": "email", "enabled": false],
            ]
        )

        #expect(set.status == 200, "\(set)")
        #expect(try await choice("job", "sms") == true)
        #expect(try await choice("rating", "email") == false)
        #expect(try await choice("job", "email") == true)
    }

    @Test(
        arguments: [
            (["topic": "system", "channel": "in_app", "enabled": false], ["/0/enabled": "stays_in_the_app"]),
            (
                ["topic": "security", "channel": "email", "enabled": false],
                ["/0/enabled": "security_stays_on"]
            ),
            (["topic": "weather", "channel": "email", "enabled": false], ["/0/topic": "not_in_enumeration"]),
        ] as [(JSONValue, [String: String])]
    )
    func `the system's messages in the app and those of security stay on`(
        choice: JSONValue,
        faults: [String: String]
    ) async throws {
        let world = try await castMarketplace()

        let answer = try await world.as(.carl).post("\(Self.path)/preferences", [choice])

        #expect(answer.status == 422 && answer.faults == faults, "\(answer)")
    }

    @Test(arguments: ["pigeon", "telegram", "whatsapp"])
    func `an unknown channel is refused, and so are the messengers of other products`(
        channel: String
    ) async throws {
        let world = try await castMarketplace()

        let answer = try await world.as(.carl).post(
            "\(Self.path)/preferences",
            [["topic": "job", "channel": .string(channel), "enabled": true]]
        )

        #expect(answer.status == 422 && answer.faults == ["/0/channel": "not_in_enumeration"], "\(answer)")
    }
}
