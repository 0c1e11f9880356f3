import Kernel
import Store

/// The hours of an ordinary week: the open parts of each day.
package struct WeeklyHours: Sendable, Equatable {
    package struct Line: Sendable, Hashable {
        /// 1 is Monday, 7 is Sunday.
        package let weekday: Int
        package let span: WallSpan

        package init(weekday: Int, span: WallSpan) {
            self.weekday = weekday
            self.span = span
        }
    }

    package let lines: [Line]

    package init(_ lines: [Line]) {
        self.lines = lines
    }

    /// The indices of lines that overlap an earlier line.
    package var overlaps: [Int] {
        lines.indices.filter { index in
            lines[..<index].contains {
                $0.weekday == lines[index].weekday && $0.span.overlaps(lines[index].span)
            }
        }
    }

    func spans(on weekday: Int) -> [WallSpan] {
        lines.filter { $0.weekday == weekday }.map(\.span)
    }
}

extension WeeklyHours {
    package static func find(of resource: ID<BookingResource>, _ tx: borrowing Tx) throws -> WeeklyHours {
        var lines: [Line] = []
        try tx.forEach(
            """
            SELECT weekday, from_second, until_second FROM booking_hours
             WHERE resource_id = \(resource) ORDER BY weekday, from_second
            """
        ) { row in
            lines.append(
                Line(weekday: try row.next(), span: WallSpan(from: try row.next(), until: try row.next()))
            )
        }
        return WeeklyHours(lines)
    }

    /// Replaces the stored week; existing bookings stay.
    package func save(for resource: ID<BookingResource>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM booking_hours WHERE resource_id = \(resource)")
        for line in lines {
            try tx.execute(
                """
                INSERT INTO booking_hours (resource_id, weekday, from_second, until_second)
                VALUES (\(resource), \(line.weekday), \(line.span.from), \(line.span.until))
                """
            )
        }
    }
}
