import Kernel
import Platform
import Store

/// An office in New York, booked by a provider for the next day.
enum DemoOffice {
    private static let room = """
        {"name": "Broadway Room", "point": {"lat": 40.72, "lon": -74}, "address": "400 Broadway, third floor, New York",
         "capacity": 8, "amenities": ["Projector", "Whiteboard"], "hourly_minor": 2500, "hours": [
          {"weekday": 1, "from": "08:00", "until": "20:00"}, {"weekday": 2, "from": "08:00", "until": "20:00"},
          {"weekday": 3, "from": "08:00", "until": "20:00"}, {"weekday": 4, "from": "08:00", "until": "20:00"},
          {"weekday": 5, "from": "08:00", "until": "20:00"}, {"weekday": 6, "from": "08:00", "until": "20:00"},
          {"weekday": 7, "from": "08:00", "until": "20:00"}]}
        """

    static func open(at site: Site, _ tx: borrowing Tx) throws {
        let office = try OfficeSpace.add(JSON.read(NewOffice.self, from: Array(room.utf8)), tx)
        let call = site.call(as: try DemoCast.actor("pia.novak", tx))
        let tomorrow = Zone.newYork.civil(tx.now).date + 1
        let from = Zone.newYork.instant(of: tomorrow, at: LocalTime(10, 0) ?? .midnight)
        _ = try OfficeBooking.book(office, OfficeSpan(from: from, until: from + .hours(2)), as: call, tx)
    }
}
