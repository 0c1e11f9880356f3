import Foundation
import Kernel
import Platform
import Store
import Synchronization

/// The database of one world: a copy of a template's SQLite file or, with `PORTICO_TEST_POSTGRES`, a schema
/// of its own.
final class PrivateDatabase: Sendable {
    let db: Database
    private let folder: URL?
    private let place: Places.Place

    private init(_ db: Database, folder: URL?, place: Places.Place) {
        self.db = db
        self.folder = folder
        self.place = place
    }

    deinit {
        let (db, folder, place) = (db, folder, place)
        Task {
            await db.close()
            if let folder { try? FileManager.default.removeItem(at: folder) }
            place.leave()
        }
    }

    typealias Cast = @Sendable (Site) async throws -> Void

    static func make(
        for product: Product,
        cast name: String,
        clock: TestClock,
        _ cast: @escaping Cast
    ) async throws -> PrivateDatabase {
        let place = await Places.shared.enter()
        do {
            guard let url = ProcessInfo.processInfo.environment["PORTICO_TEST_POSTGRES"] else {
                return try await copy(of: Templates.shared.file(for: product, cast: name, cast), clock, place)
            }
            return try await schema(at: url, for: product, clock, place, cast)
        } catch {
            place.leave()
            throw error
        }
    }

    private static func copy(
        of template: URL,
        _ clock: TestClock,
        _ place: Places.Place
    ) async throws -> PrivateDatabase {
        let folder = try Templates.newFolder()
        let file = folder.appendingPathComponent("world.sqlite")
        try FileManager.default.copyItem(at: template, to: file)
        // What the last connection to close has not moved into the file yet stands in its log.
        let log = template.path + "-wal"
        if FileManager.default.fileExists(atPath: log) {
            try FileManager.default.copyItem(atPath: log, toPath: file.path + "-wal")
        }
        let db = try Database.open(.sqlite(path: file.path), options(clock))
        return PrivateDatabase(db, folder: folder, place: place)
    }

    private static func schema(
        at url: String,
        for product: Product,
        _ clock: TestClock,
        _ place: Places.Place,
        _ cast: Cast
    ) async throws -> PrivateDatabase {
        var options = options(clock)
        options.schema = "w" + String(UInt64.random(in: 0 ... .max), radix: 36)
        let db = try Database.open(.postgres(url), options)
        try await db.migrate(product.migrations)
        try await cast(World.site(product, db, clock))
        return PrivateDatabase(db, folder: nil, place: place)
    }

    static func options(_ clock: TestClock) -> Database.Options {
        var options = Database.Options()
        options.lanes = 4
        options.readers = 2
        options.waitDeadline = .seconds(60)
        options.now = { clock.tick() }
        return options
    }
}

/// Databases that were migrated and given their cast once, to be copied.
private actor Templates {
    static let shared = Templates()

    private var files: [String: Task<URL, any Error>] = [:]

    func file(
        for product: Product,
        cast name: String,
        _ cast: @escaping PrivateDatabase.Cast
    ) async throws -> URL {
        let key = "\(product.name)/\(name)"
        if let known = files[key] { return try await known.value }
        let making = Task { try await Self.make(product, cast) }
        files[key] = making
        return try await making.value
    }

    private static func make(_ product: Product, _ cast: PrivateDatabase.Cast) async throws -> URL {
        let clock = TestClock()
        let file = try newFolder().appendingPathComponent("template.sqlite")
        let db = try Database.open(.sqlite(path: file.path), PrivateDatabase.options(clock))
        try await db.migrate(product.migrations)
        try await cast(World.site(product, db, clock))
        await db.close()
        return file
    }

    static func newFolder() throws -> URL {
        let name = "portico-test-\(UInt64.random(in: 0 ... .max))"
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// How many worlds are there at once: threads and connections are not endless, and tests run in parallel.
private actor Places {
    static let shared = Places(count: 12)

    private var free: Int
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var next = 0
    private var lastMove = ContinuousClock.now

    init(count: Int) {
        free = count
    }

    /// Waits for a place; when nobody has come or gone for a while, comes in without one, since tests with two
    /// worlds could wait for each other.
    func enter() async -> Place {
        lastMove = .now
        if free > 0 {
            free -= 1
            return Place()
        }
        next += 1
        let number = next
        Task {
            while waiting[number] != nil {
                try await Task.sleep(for: .seconds(1))
                if ContinuousClock.now - lastMove > .seconds(20) { letIn(number, freely: true) }
            }
        }
        await withCheckedContinuation { waiting[number] = $0 }
        return Place()
    }

    func leave() {
        lastMove = .now
        if let first = waiting.keys.min() { letIn(first, freely: false) } else { free += 1 }
    }

    private func letIn(_ number: Int, freely: Bool) {
        guard let waiter = waiting.removeValue(forKey: number) else { return }
        lastMove = .now
        if freely { free -= 1 }
        waiter.resume()
    }

    struct Place: Sendable {
        func leave() {
            Task { await Places.shared.leave() }
        }
    }
}
