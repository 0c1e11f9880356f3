import Kernel
import Store

/// Numbers without gaps, in a table of one row for each series.
///
/// A number is counted in the transaction that uses it: a rollback leaves no gap, and other transactions wait
/// for its end. Numbers that may have gaps wait for nothing: ``ReferenceNumbers``.
package struct Counter: Sendable {
    private let table: SQL

    /// `table` has the columns `series` and `last`; a table for numbers that restart each year also has
    /// `year` and `last_on`.
    package init(_ table: SQL) {
        self.table = table
    }

    package func next(of series: String, _ tx: borrowing Tx) throws -> Int {
        let number = try tx.value(counting("series", "\(series)", by: "series"), as: Int.self)
        guard let number else { throw Problem(.conflict) }
        return number
    }

    /// The next number in the year of `day`, and its date: never before the date of the previous number.
    package func next(of series: String, on day: CivilDate, _ tx: borrowing Tx) throws -> (Int, CivilDate) {
        let later: SQL =
            """
            , last_on = CASE WHEN \(table).last_on < excluded.last_on THEN excluded.last_on ELSE \(table).last_on END
            """
        let count = counting(
            "series, year, last_on",
            "\(series), \(day.year), \(day)",
            by: "series, year",
            later
        )
        let counted: Counted = try tx.one("\(count), last_on")
        return (counted.last, counted.lastOn)
    }

    private func counting(_ columns: SQL, _ values: SQL, by key: SQL, _ change: SQL = .empty) -> SQL {
        """
        INSERT INTO \(table) (\(columns), last) VALUES (\(values), 1)
        ON CONFLICT (\(key)) DO UPDATE SET last = \(table).last + 1\(change) RETURNING last
        """
    }

    private struct Counted: RowDecodable {
        let last: Int
        let lastOn: CivilDate

        init(_ row: inout Row) throws {
            last = try row.next()
            lastOn = try row.next()
        }
    }
}
