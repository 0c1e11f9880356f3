import Kernel
import Store
import Web

/// Numbers and response times of requests, since the process started.
struct RequestTimesView: Codable, Sendable, Equatable {
    /// All answered requests.
    var requests: Int
    /// Requests answered with 5xx.
    var failed: Int
    /// Requests answered with 4xx.
    var refused: Int
    /// Failed requests (5xx) in percent of all.
    var errorRate: Double
    /// Mean response time in milliseconds.
    var averageMs: Double
    /// Median response time in milliseconds, estimated within a histogram bucket.
    var p50Ms: Double
    /// 95th percentile of the response time in milliseconds, estimated.
    var p95Ms: Double
    /// 99th percentile of the response time in milliseconds, estimated.
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

/// Traffic and memory of this process.
struct ServerMetricsView: View {
    /// Seconds since the process started.
    var uptimeSeconds: Int64
    /// Requests to the operations of this product.
    var times: RequestTimesView
    /// Requests of the process in the last whole minute; absent during its first minute.
    var lastMinute: Int?
    /// Mean number of requests a minute, over the last whole minutes, at most fifteen.
    var perMinute: Double
    /// Resident memory of the process in bytes.
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

/// The traffic of one operation.
struct EndpointView: View {
    /// HTTP method, in capital letters.
    var method: String
    /// Path template, with parameters in braces.
    var path: String
    /// Its requests since the process started.
    var times: RequestTimesView

    init(_ endpoint: Traffic.Endpoint) {
        method = endpoint.method
        path = endpoint.route
        times = RequestTimesView(endpoint.times)
    }
}

/// The state of everything the server depends on.
struct HealthView: View {
    /// `ok`, or `failing` when at least one check fails.
    var status: String
    /// One check per configured dependency.
    var checks: [Check]

    /// The result of one check.
    struct Check: Codable, Sendable, Equatable {
        /// The dependency: `database`, `jobs`, `messages`, `storage`, `redis`, `email`, `sms`, `push` or
        /// `real_time`.
        var name: String
        /// Whether the dependency works.
        var isWell: Bool
        /// Duration of the check in milliseconds.
        var latencyMs: Double
        /// Items that wait, such as jobs; for a carrier, its messages after three failures; absent where nothing is counted.
        var waiting: Int?
        /// Items that failed permanently, messages within the past 24 hours; absent where nothing is counted.
        var givenUp: Int?
        /// Connected real-time clients of this process; only for `real_time`.
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

/// The process and its machine.
struct SystemView: View {
    /// Internal name of the product.
    var product: String
    /// Name and version of the operating system.
    var operatingSystem: String
    /// Number of processors available to the process.
    var processors: Int
    /// Seconds since the process started.
    var uptimeSeconds: Int64
    /// Resident memory of the process in bytes.
    var residentBytes: Int64
    /// Open files and sockets of the process.
    var openFiles: Int
    /// Limit for open files and sockets.
    var mostFiles: Int
    /// Processor time used since the start, in seconds.
    var processorSeconds: Double
    /// Connections of this product to its database.
    var database: DatabaseLoad

    /// Use of database connections.
    struct DatabaseLoad: Codable, Sendable, Equatable {
        /// Connections in the pool.
        var lanes: Int
        /// Connections in use.
        var busy: Int
        /// Transactions waiting for a connection.
        var queued: Int
        /// Transactions repeated after a conflict, since the process started.
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
    /// The operations of this site; other products share the process.
    func endpoints(of site: Site) -> [Endpoint] {
        let mine = Set(site.product.routes.flatMap { [$0.path, "/\(site.product.name)\($0.path)"] })
        return endpoints.filter { mine.contains($0.route) }
    }
}
