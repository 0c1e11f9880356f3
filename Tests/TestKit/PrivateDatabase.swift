import Foundation
import Kernel
import Platform
import Store
import Synchronization

/// The database of one world: a copy of a template, which was migrated and given its cast once.
///
/// It is a file of SQLite's or, with `PORTICO_TEST_POSTGRES`, a database on that server.
final class PrivateDatabase: Sendable {
    let db: Database
    private let ground: Ground
    private let place: Places.Place

    private init(_ db: Database, _ ground: Ground, _ place: Places.Place) {
        self.db = db
        self.ground = ground
        self.place = place
    }

    deinit {
        let (db, ground, place) = (db, ground, place)
        Task {
            await db.close()
            await ground.clear()
            place.leave()
        }
    }

    typealias Cast = @Sendable (Site) async throws -> Void

    /// Where another connection finds it.
    enum Address: Sendable {
        case sqlite(path: String)
        case postgres(url: String, schema: String)
    }

    var address: Address {
        switch ground {
        case .file(let file): .sqlite(path: file.path)
        case .postgres(let server, let database):
            .postgres(url: server.url(of: database), schema: Ground.schema)
        }
    }

    static func make(
        for product: ProductDefinition,
        cast name: String,
        clock: TestClock,
        _ cast: @escaping Cast
    ) async throws -> PrivateDatabase {
        let place = await Places.shared.enter()
        do {
            let ground = try await Templates.shared.ground(for: product, cast: name, cast).copy()
            return try PrivateDatabase(ground.open(clock), ground, place)
        } catch {
            place.leave()
            throw error
        }
    }
}

/// The basis of a database.
private enum Ground {
    case file(URL)
    case postgres(PostgresServer, database: String)

    static let schema = "world"

    /// With nothing in it, of the kind that the tests run on.
    static func empty() async throws -> Self {
        guard let server = PostgresServer.fromEnvironment else { return .file(try newFile()) }
        let database = newName()
        try await server.run("CREATE DATABASE \(database)")
        return .postgres(server, database: database)
    }

    private static func newName() -> String {
        "w" + String(UInt64.random(in: 0 ... .max), radix: 36)
    }

    private static func newFile() throws -> URL {
        let name = "portico-test-" + newName()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appendingPathComponent("world.sqlite")
    }

    func open(_ clock: TestClock) throws -> Database {
        var options = Database.Options()
        options.lanes = 4
        options.readers = 2
        options.waitDeadline = .seconds(60)
        options.now = { clock.tick() }
        switch self {
        case .file(let file): return try .open(.sqlite(path: file.path), options)
        case .postgres(let server, let database):
            options.schema = Self.schema
            return try .open(.postgres(server.url(of: database)), options)
        }
    }

    func copy() async throws -> Self {
        switch self {
        case .postgres(let server, let template):
            let database = Self.newName()
            try await server.run("CREATE DATABASE \(database) TEMPLATE \(template)")
            return .postgres(server, database: database)
        case .file(let template):
            let file = try Self.newFile()
            try FileManager.default.copyItem(at: template, to: file)
            // Data that the last closing connection has not moved into the file yet is in its log.
            let log = template.path + "-wal"
            if FileManager.default.fileExists(atPath: log) {
                try FileManager.default.copyItem(atPath: log, toPath: file.path + "-wal")
            }
            return .file(file)
        }
    }

    func clear() async {
        switch self {
        case .file(let file):
            try? FileManager.default.removeItem(at: file.deletingLastPathComponent())
        case .postgres(let server, let database):
            try? await server.run("DROP DATABASE \(database) WITH (FORCE)")
        }
    }
}

/// Databases that were migrated and given their cast once, to be copied.
private actor Templates {
    static let shared = Templates()

    private var known: [String: Task<Ground, any Error>] = [:]

    func ground(
        for product: ProductDefinition,
        cast name: String,
        _ cast: @escaping PrivateDatabase.Cast
    ) async throws -> Ground {
        let key = "\(product.name)/\(name)"
        if let known = known[key] { return try await known.value }
        let making = Task { try await Self.make(product, cast) }
        known[key] = making
        return try await making.value
    }

    private static func make(
        _ product: ProductDefinition,
        _ cast: PrivateDatabase.Cast
    ) async throws -> Ground {
        let (ground, clock) = (try await Ground.empty(), TestClock())
        let db = try ground.open(clock)
        try await db.migrate(product.migrations)
        try await cast(World.site(product, db, clock))
        await db.close()
        return ground
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
