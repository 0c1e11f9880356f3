import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite("hearing announcements")
struct AnnouncementHearingTests {
    @Test func `an announcement reaches the sockets, devices and app of its recipients, and of nobody else`()
        async throws
    {
        let world = try await market()
        try await world.registerPhones()
        let messages = try await world.messages()
        let heard = try await world.heard {
            for message in messages { try await world.send(message) }
            try await world.runJobs()
            try await world.runJobs()
        }

        #expect(heard.allSatisfy { $0.event.name == "notification:new" })
        let allowed = messages.filter(\.isAllowed)
        #expect(heard.count == allowed.count, "one event for each")
        for message in messages {
            let title = JSONValue.string(message.title)
            let events = heard.filter { $0.event.payload["title"] == title }
            #expect(Set(events.flatMap(\.by)) == message.readers, "\(message.title)")
            #expect(events.allSatisfy { $0.event.payload["body"] == "النص" })
            #expect(events.allSatisfy { $0.event.payload["template"] == "distribution.announcement" })
            let pushed = world.telephones.pushes.filter { $0.title == message.title }.map(\.token)
            #expect(pushed.sorted() == message.readers.map(\.phone).sorted(), "\(message.title)")
            for person in Person.everyone {
                let shown = try await world.notices(of: person).filter { $0["title"] == title }
                let expected = message.readers.contains(person) ? 1 : 0
                #expect(shown.count == expected, "\(message.title) to \(person.name)")
            }
        }
    }

    @Test func `a socket is as quiet as the app of someone who wants no messages there`() async throws {
        let world = try await market()
        try await world.registerPhones()
        let quiet: JSONValue = [
            "preferences": [["category": "service", "channel": "in_app", "enabled": false]]
        ]
        #expect(
            try await world.as(.zainab).patch("/api/notifications/preferences", quiet).status == 200
        )
        let rusafa: JSONValue = ["zone_id": .string(try await world.zone("Rusafa"))]
        let zainab: JSONValue = ["user_id": .string(try await world.id(of: .zainab))]
        let omar: JSONValue = ["user_id": .string(try await world.id(of: .omar))]
        let heard = try await world.heard {
            try await world.send(Message("zone", by: .noor, "zone", rusafa, to: []))
            try await world.send(Message("user", by: .noor, "user", zainab, to: []))
            try await world.send(Message("other", by: .noor, "user", omar, to: [.omar]))
            try await world.runJobs()
            try await world.runJobs()
        }

        let readers: [Set<Person>] = [[.omar]]
        #expect(heard.map(\.by) == readers)
        let pushed = world.telephones.pushes.filter { $0.token == Person.zainab.phone }.map(\.title)
        #expect(pushed.filter { ["zone", "user"].contains($0) }.sorted() == ["user", "zone"])
        let shown = try await world.notices(of: .zainab).compactMap { $0["title"]?.stringValue }
        #expect(!shown.contains("zone") && !shown.contains("user"))
    }
}

private struct Message: Sendable {
    let title: String
    let sender: Person
    /// `user`, `zone` or `admins`.
    let way: String
    let target: JSONValue
    let readers: Set<Person>
    let isAllowed: Bool

    init(
        _ title: String,
        by sender: Person,
        _ way: String,
        _ target: JSONValue = [:],
        to readers: Set<Person>,
        isAllowed: Bool = true
    ) {
        self.title = title
        self.sender = sender
        self.way = way
        self.target = target
        self.readers = readers
        self.isAllowed = isAllowed
    }
}

extension World {
    // swift-format-ignore
    fileprivate func messages() async throws -> [Message] {
        func user(_ person: Person) async throws -> JSONValue { ["user_id": .string(try await id(of: person))] }
        func zone(_ name: String) async throws -> JSONValue { ["zone_id": .string(try await self.zone(name))] }
        let (omar, dilan, rana) = (try await user(.omar), try await user(.dilan), try await user(.rana))
        let (hassan, erbil) = (try await user(.hassan), try await zone("Erbil"))
        let (karkh, rusafa) = (try await zone("Karkh"), try await zone("Rusafa"))
        return [
            Message("m01", by: .ali,    "user",   omar,   to: [.omar]),
            Message("m02", by: .noor,   "user",   hassan, to: [.hassan]),
            Message("m03", by: .noor,   "user",   rana,   to: [.rana]),
            Message("m04", by: .ali,    "zone",   karkh,  to: [.omar]),
            Message("m05", by: .noor,   "zone",   erbil,  to: [.dilan]),
            Message("m06", by: .noor,   "zone",   rusafa, to: [.zainab]),
            Message("m07", by: .ali,    "admins",         to: [.noor, .ali]),
            Message("m08", by: .rana,   "admins",         to: [.noor, .rana]),
            Message("m09", by: .noor,   "admins",         to: [.noor, .ali, .rana]),
            Message("m10", by: .ali,    "user",   dilan,  to: [], isAllowed: false),
            Message("m11", by: .ali,    "zone",   erbil,  to: [], isAllowed: false),
            Message("m12", by: .omar,   "admins",         to: [], isAllowed: false),
            Message("m13", by: .hassan, "zone",   karkh,  to: [], isAllowed: false),
        ]
    }

    fileprivate func send(_ message: Message) async throws {
        var body = message.target
        body["title"] = .string(message.title)
        body["body"] = "النص"
        let answer = try await self.as(message.sender).post("/api/notifications/send-to-\(message.way)", body)
        guard (answer.status == 202) == message.isAllowed else {
            throw TestFailure("\(message.title): \(answer)")
        }
    }
}
