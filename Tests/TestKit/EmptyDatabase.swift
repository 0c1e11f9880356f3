import Foundation
import Store

/// A database with nothing in it, not even a schema, of the kind that the tests run on.
package final class EmptyDatabase: Sendable {
    package let db: Database
    private let cabinet = Cabinet()

    package init(_ clock: TestClock? = nil) throws {
        var options = Database.Options()
        if let clock { options.now = { clock.tick() } }
        (options.lanes, options.readers) = (1, 1)
        if let url = ProcessInfo.processInfo.environment["PORTICO_TEST_POSTGRES"] {
            options.schema = "r" + String(UInt64.random(in: 0 ... .max), radix: 36)
            db = try Database.open(.postgres(url), options)
        } else {
            try FileManager.default.createDirectory(atPath: cabinet.path, withIntermediateDirectories: true)
            db = try Database.open(.sqlite(path: "\(cabinet.path)/restored.sqlite"), options)
        }
    }
}
