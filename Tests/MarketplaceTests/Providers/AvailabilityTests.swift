import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct AvailabilityTests {
    @Test func `hours, exceptions and bookings leave the free time`() async throws {
        let world = try await castMarketplace()
        let path = try await path(of: .pia, in: world)
        let account = try await world.account(of: .pia)

        let set = try await world.as(.pia).put(
            path,
            [
                "hours": [["weekday": 1, "from": "08:00", "until": "12:00"]],
                "exceptions": [
                    ["day": "2026-11-24", "kind": "extra", "from": "10:00", "until": "11:00"],
                    ["day": "2026-11-30", "kind": "closed"],
                ],
            ]
        )
        _ = try await world.db.book { tx in
            guard let resource = try BookingResource.find(of: account, tx),
                let from = Instant("2026-11-23T14:00:00Z"), let until = Instant("2026-11-23T15:00:00Z")
            else { throw TestFailure("no time") }
            return try Booking.reserve(from: from, until: until, of: resource, tx)
        }
        let seen = try await world.as(.carl).get("\(path)?from=2026-11-23&until=2026-11-30")

        #expect(set.status == 200 && set["zone"] == "America/New_York", "\(set)")
        #expect(seen["hours"] == [["weekday": 1, "from": "08:00", "until": "12:00"]])
        #expect(seen["exceptions"]?.arrayValue?.count == 2)
        #expect(
            seen["free"] == [
                ["from": "2026-11-23T13:00:00Z", "until": "2026-11-23T14:00:00Z"],
                ["from": "2026-11-23T15:00:00Z", "until": "2026-11-23T17:00:00Z"],
                ["from": "2026-11-24T15:00:00Z", "until": "2026-11-24T16:00:00Z"],
            ]
        )
    }

    @Test func `an absent member stays as it is`() async throws {
        let world = try await castMarketplace()
        let path = try await path(of: .pia, in: world)
        let exceptions: JSONValue = [
            ["day": "2026-11-24", "kind": "closed", "from": "00:00", "until": "00:00"]
        ]

        _ = try await world.as(.pia).put(path, ["exceptions": exceptions])
        let hours = try await world.as(.pia).put(path, ["hours": []])

        #expect(hours["hours"] == [] && hours["exceptions"] == exceptions)
        #expect(hours["free"] == [])
    }

    @Test func `a day on which the clocks change has the hours that there are`() async throws {
        let world = try await castMarketplace()
        let path = try await path(of: .pia, in: world)
        let nights: JSONValue = [["weekday": 7, "from": "01:00", "until": "04:00"]]
        _ = try await world.as(.pia).put(path, ["hours": nights])

        let spring = try await world.as(.carl).get("\(path)?from=2027-03-14&until=2027-03-14")
        let autumn = try await world.as(.carl).get("\(path)?from=2027-11-07&until=2027-11-07")

        #expect(spring["free"] == [["from": "2027-03-14T06:00:00Z", "until": "2027-03-14T08:00:00Z"]])
        #expect(autumn["free"] == [["from": "2027-11-07T05:00:00Z", "until": "2027-11-07T09:00:00Z"]])
    }

    @Test func `nobody sets the hours of another, and pending providers are not seen`() async throws {
        let world = try await castMarketplace()
        let path = try await path(of: .pia, in: world)

        let other = try await world.as(.pete).put(path, ["hours": []])
        let manager = try await world.as(.lina).put(path, ["hours": []])
        let customer = try await world.as(.carl).put(path, ["hours": []])
        let hidden = try await world.as(.carl).get(self.path(of: .paul, in: world))
        let managed = try await world.as(.lina).get(self.path(of: .paul, in: world))

        #expect(other.status == 404 && manager.status == 403 && customer.status == 403)
        #expect(hidden.status == 404 && managed.status == 200)
    }

    @Test func `ranges over 60 days, overlaps and days gone by are refused`() async throws {
        let world = try await castMarketplace()
        let path = try await path(of: .pia, in: world)

        let long = try await world.as(.pia).get("\(path)?from=2026-11-23&until=2027-01-23")
        let reversed = try await world.as(.pia).get("\(path)?from=2026-11-23&until=2026-11-22")
        let overlap = try await world.as(.pia).put(
            path,
            [
                "hours": [
                    ["weekday": 1, "from": "08:00", "until": "12:00"],
                    ["weekday": 1, "from": "11:00", "until": "13:00"],
                ]
            ]
        )
        let past = try await world.as(.pia).put(
            path,
            [
                "exceptions": [
                    ["day": "2026-11-01", "kind": "closed"], ["day": "2026-12-01", "kind": "extra"],
                ]
            ]
        )

        #expect(long.status == 422 && long.faults == ["query/until": "range_too_long"])
        #expect(reversed.status == 422 && reversed.faults.keys.contains("query/until"))
        #expect(overlap.status == 422 && overlap.faults == ["/hours/1": "overlaps_another"])
        #expect(past.status == 422)
        #expect(past.faults == ["/exceptions/0/day": "in_the_past", "/exceptions/1/from": "time_missing"])
    }

    private func path(of person: Person, in world: World) async throws -> String {
        "\(World.providers)/\(try await world.provider(of: person))/availability"
    }
}
