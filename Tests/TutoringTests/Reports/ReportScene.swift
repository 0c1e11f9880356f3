import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// Reports on a site, as an administrator builds them.
struct ReportScene: Sendable {
    let world: World

    static let path = "/api/v1/admin/reports"

    static func open() async throws -> ReportScene { ReportScene(world: try await castTutoring()) }

    func save(
        _ dataset: String,
        by dimensions: [String],
        _ measures: [String],
        filters: [JSONValue] = [],
        sort: String? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = [
            "name": "A report", "dataset": .string(dataset),
            "dimensions": .array(dimensions.map { .string($0) }),
            "measures": .array(measures.map { .string($0) }), "filters": .array(filters),
        ]
        body["sort"] = sort.map { .string($0) }
        return try await world.as(.ada).post(Self.path, .object(body))
    }

    static func filter(_ field: String, _ op: String, _ value: JSONValue) -> JSONValue {
        ["field": .string(field), "op": .string(op), "value": value]
    }

    /// The run of a report, once its job is done.
    func run(_ report: String, as format: String = "json") async throws -> TestResponse {
        let ordered = try await world.as(.ada).post("\(Self.path)/\(report)/run", ["format": .string(format)])
        guard ordered.status == 202, let place = ordered.header("Location") else {
            throw TestFailure("not ordered: \(ordered)")
        }
        try await world.runJobs()
        return try await world.as(.ada).get(place)
    }

    func file(_ run: TestResponse) async throws -> TestResponse {
        let url = run["url"]?.stringValue
        return try await world.as(.ada).get(LearningScene.path(of: url))
    }

    /// The rows of a report, built and run.
    func rows(
        _ dataset: String,
        by dimensions: [String],
        _ measures: [String],
        filters: [JSONValue] = [],
        sort: String? = nil
    ) async throws -> [JSONValue] {
        let saved = try await save(dataset, by: dimensions, measures, filters: filters, sort: sort)
        guard let id = saved.id else { throw TestFailure("not saved: \(saved)") }
        let run = try await run(id)
        guard run["state"] == "ready" else { throw TestFailure("not ready: \(run)") }
        return try await file(run)["rows"]?.arrayValue ?? []
    }

    /// Events of many visitors, a minute apart, backwards from now.
    func fill(_ count: Int) async throws {
        let now = world.clock.now
        try await world.db.write { tx in
            try tx.execute(
                """
                INSERT INTO visitor_event (id, visitor, name, at, subject_id, term, properties, received_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
                SELECT \(pg: "gen_random_uuid()", sqlite: "randomblob(16)"), 'visitor-' || (i % 5000),
                       CASE i % 3 WHEN 0 THEN 'visit' WHEN 1 THEN 'search' ELSE 'profile' END,
                       \(pg: "CAST(", sqlite: "(")\(now)\(pg: " AS timestamptz)", sqlite: ")") - \(pg: "i * interval '1 minute'", sqlite: "i * 60000000"), NULL, NULL,
                       \(pg: "CAST(", sqlite: "(")'{"subject":"mathematics","source":"' || (i % 10) || '"}'\(pg: " AS jsonb)", sqlite: ")"),
                       \(now)
                  FROM n
                """
            )
        }
    }
}
