import Kernel
import Store
import Web

/// How often, with what outcome, and how long it took; times in milliseconds.
struct RequestTimesView: Codable, Sendable, Equatable {
    var requests: Int
    /// Answered with 5xx.
    var failed: Int
    /// Answered with 4xx.
    var refused: Int
    /// Of a hundred requests, those that failed.
    var errorRate: Double
    var averageMs: Double
    var p50Ms: Double
    var p95Ms: Double
    var p99Ms: Double

    init(_ times: Traffic.Times) {
        requests = times.requests
        failed = times.failed
        refused = times.refused
        errorRate =
            times.requests == 0 ? 0 : Self.rounded(Double(times.failed) / Double(times.requests) * 100)
        averageMs = Self.rounded(times.averageSeconds * 1_000)
        p50Ms = Self.rounded(times.quantile(0.5) * 1_000)
        p95Ms = Self.rounded(times.quantile(0.95) * 1_000)
        p99Ms = Self.rounded(times.quantile(0.99) * 1_000)
    }

    static func rounded(_ number: Double) -> Double { (number * 1_000).rounded() / 1_000 }
}

struct ServerMetricsView: View {
    var uptimeSeconds: Int64
    var times: RequestTimesView
    /// In the last whole minute; absent before there was one.
    var lastMinute: Int?
    /// On average over the last whole minutes, fifteen at most.
    var perMinute: Double
    var residentBytes: Int64

    init(_ traffic: Traffic, of site: Site) {
        var all = Traffic.Times()
        for endpoint in traffic.endpoints(of: site) { all.add(endpoint.times) }
        let minutes = traffic.lastMinutes
        uptimeSeconds = traffic.uptime.components.seconds
        times = RequestTimesView(all)
        lastMinute = minutes.first
        perMinute =
            minutes.isEmpty
            ? Double(all.requests)
            : RequestTimesView.rounded(Double(minutes.reduce(0, +)) / Double(minutes.count))
        residentBytes = ProcessVitals.reading.residentBytes
    }
}

struct EndpointView: View {
    var method: String
    var path: String
    var times: RequestTimesView

    init(_ endpoint: Traffic.Endpoint) {
        method = endpoint.method
        path = endpoint.route
        times = RequestTimesView(endpoint.times)
    }
}

struct HealthView: View {
    /// `ok`, or `failing` when something the server depends on does not work.
    var status: String
    var checks: [Check]

    struct Check: Codable, Sendable, Equatable {
        var name: String
        var isWell: Bool
        var latencyMs: Double
        /// What there is to know in numbers.
        var waiting: Int?
        var givenUp: Int?
        /// Of real time: how many are connected to this process.
        var connected: Int?

        init(_ dependency: Dependency) {
            name = dependency.name
            isWell = dependency.isWell
            latencyMs = RequestTimesView.rounded(Double(dependency.latency.micros) / 1_000)
            waiting = dependency.waiting
            givenUp = dependency.givenUp
            connected = dependency.connected
        }
    }
}

struct SystemView: View {
    var product: String
    var operatingSystem: String
    var processors: Int
    var uptimeSeconds: Int64
    var residentBytes: Int64
    var openFiles: Int
    var mostFiles: Int
    var processorSeconds: Double
    var database: DatabaseLoad

    struct DatabaseLoad: Codable, Sendable, Equatable {
        var lanes: Int
        var busy: Int
        var queued: Int
        var retries: Int
    }

    init(_ process: ProcessVitals.Reading, of site: Site) {
        let stats = site.db.stats
        product = site.product.name
        operatingSystem = process.operatingSystem
        processors = process.processors
        uptimeSeconds = site.dependencies.metrics.traffic.uptime.components.seconds
        residentBytes = process.residentBytes
        openFiles = process.openFiles
        mostFiles = process.mostFiles
        processorSeconds = RequestTimesView.rounded(process.processorSeconds)
        database = DatabaseLoad(
            lanes: stats.lanes,
            busy: stats.busy,
            queued: stats.queued,
            retries: stats.retries
        )
    }
}

extension Traffic {
    /// Those of the site's own operations, of which other products of the process know nothing.
    func endpoints(of site: Site) -> [Endpoint] {
        let mine = Set(site.product.routes.flatMap { [$0.path, "/\(site.product.name)\($0.path)"] })
        return endpoints.filter { mine.contains($0.route) }
    }
}
