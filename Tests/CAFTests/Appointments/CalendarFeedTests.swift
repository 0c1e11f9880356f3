import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

extension World {
    /// The path of someone's new feed.
    fileprivate func feed(of person: Person) async throws -> String {
        let answer = try await self.as(person).post("/calendar/feed")
        guard answer.status == 201, let url = answer["url"]?.stringValue else {
            throw TestFailure("no feed: \(answer)")
        }
        return String(url.dropFirst("https://world.example".count))
    }
}

@Suite struct CalendarFeedTests {
    @Test func `a feed is read without logging in, by whoever has its address`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let kept = try await world.booked(type, at: "\(monday)T08:00:00Z")
        let gone = try await world.booked(type, at: "\(monday)T09:00:00Z")
        _ = try await world.booked(type, at: "\(monday)T10:00:00Z", as: .luca)
        _ = try await world.as(.giulia).delete(gone.path + "/cancel")
        let (mine, theirs) = (try await world.feed(of: .giulia), try await world.feed(of: .marco))

        let answer = try await world.anonymous.get(mine)
        let calendar = try PythonCalendar(answer.body)
        let office = try PythonCalendar(await world.anonymous.get(theirs).body)

        #expect(answer.header("Content-Type") == "text/calendar; charset=utf-8")
        #expect(calendar.method == "PUBLISH")
        #expect(calendar.events.map(\.uid) == [kept.id, gone.id])
        #expect(calendar.events.map(\.status) == ["CONFIRMED", "CANCELLED"])
        #expect(calendar.events.first?.details == "Marco Ferri")
        #expect(office.events.count == 3)
        #expect(office.events.first?.summary == "Consulenza ISEE: Giulia Rossi")
        #expect(
            try await world.as(.giulia).get("/calendar/feed")["url"]?.stringValue?.hasSuffix(mine) == true
        )
    }

    @Test func `an address ends when there is a new one, or none`() async throws {
        let world = try await office()
        let giulia = world.as(.giulia)

        #expect(try await giulia.get("/calendar/feed").status == 404)
        let first = try await world.feed(of: .giulia)
        let second = try await world.feed(of: .giulia)
        #expect(try await world.anonymous.get(first).status == 404)
        #expect(try await world.anonymous.get(second).status == 200)
        #expect(try await giulia.delete("/calendar/feed").status == 204)
        #expect(try await world.anonymous.get(second).status == 404)
        #expect(try await giulia.delete("/calendar/feed").status == 404)
    }

    @Test func `an address that was not signed here opens nothing`() async throws {
        let world = try await office()
        let path = try await world.feed(of: .giulia)
        var letters = Array(path)
        let place = letters.count - 30
        letters[place] = letters[place] == "A" ? "B" : "A"

        #expect(try await world.anonymous.get(String(letters)).status == 404)
        #expect(try await world.anonymous.get("/calendar/feeds/x").status == 404)
        let shut = try await world.as(.sara).patch("/admin/users/\(world.id(of: .giulia))/deactivate")
        #expect(shut.status == 200)
        #expect(try await world.anonymous.get(path).status == 404, "nor does a closed account's")
    }
}
