import Kernel
import Logging
import Platform
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// One server process: the HTTP server, a job runner for each site, and their orderly shutdown.
struct Serving: Sendable {
    let configuration: Configuration
    let sites: Sites
    /// Whether the only site is served at `/`; otherwise each is served at `/<product>`.
    let isAlone: Bool
    let log: Logger
    let writer: LogWriter

    func run(onListening: @escaping @Sendable (Int) -> Void) async throws {
        let edge = edge()
        ProcessVitals.report(to: edge.metrics)
        let server = Server(edge: edge, log: log, onListening: onListening)
        var services: [any Service] = sites.sites.map(\.tokens)
        for site in sites.sites {
            let runner = JobRunner(site, options: jobOptions)
            runner.report(to: edge.metrics)
            site.dependencies.webhooks.tally.report(to: edge.metrics, of: site.product.name)
            SiteVitals(of: site).report(to: edge.metrics)
            services.append(runner)
            services.append(site.realtime)
            site.realtime.report(to: edge.metrics, of: site.product.name)
        }
        // Stopped in reverse order: first no more requests, then no more jobs.
        services.append(server)
        var group = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: quiet
        )
        group.maximumGracefulShutdownDuration = configuration.server.longestDrain
        try await ServiceGroup(configuration: group).run()
    }

    private var jobOptions: JobRunner.Options {
        var options = JobRunner.Options()
        options.drain = configuration.server.drainLimit
        return options
    }

    /// Silences the service group's own notices of each step; the services log the important ones.
    private var quiet: Logger {
        var logger = log
        logger.logLevel = max(log.logLevel, .warning)
        return logger
    }

    private func edge() -> Edge<Call> {
        var server = configuration.server
        server.limits.raiseFileLimit()
        if !configuration.hasRateLimits {
            server.perAddress = nil
            server.perSubject = nil
            server.limits.perAddress = nil
        }
        let services = EdgeServices(
            metrics: sites.sites.first?.dependencies.metrics ?? Metrics(),
            log: log,
            accessLog: configuration.writesAccessLog ? writer : nil,
            checks: sites.sites.map(\.check)
        )
        for site in sites.sites { site.report(to: services.metrics) }
        return Edge(mounts: sites.sites.map(mount), configuration: server, services: services)
    }

    private func mount(_ site: Site) -> Mount<Call> {
        var mount = site.mount(at: isAlone ? "" : "/\(site.product.name)", version: serverVersion)
        mount.descriptions = Descriptions.ofThisProgram
        guard configuration.hasRateLimits else { return mount.withoutLimits }
        return configuration.isProduction ? mount : mount.forDevelopers
    }
}

extension ServerConfiguration {
    /// Time for the requests, then for the jobs, and a reserve for closing.
    fileprivate var longestDrain: Duration { drainDelay + drainLimit * 2 + .seconds(10) }
}

extension Site {
    /// Checks that the database answers.
    fileprivate var check: HealthCheck {
        HealthCheck("\(product.name).database") {
            _ = try await db.read { tx in try tx.value("SELECT 1", as: Int.self) }
        }
    }

    fileprivate func report(to metrics: Metrics) {
        let (labels, db) = ([(name: "product", value: product.name)], db)
        metrics.gauges("portico_database_lanes_busy", "Database connections in use.") {
            [(labels, Double(db.stats.busy))]
        }
        metrics.gauges("portico_database_lanes", "Database connections in the pool.") {
            [(labels, Double(db.stats.lanes))]
        }
        metrics.gauges("portico_database_queue", "Transactions waiting for a connection.") {
            [(labels, Double(db.stats.queued))]
        }
        metrics.counters("portico_database_retries_total", "Transactions repeated after a conflict.") {
            [(labels, Double(db.stats.retries))]
        }
    }
}

extension Mount<Call> {
    /// Ten times the anonymous limit: developers send more requests than customers.
    fileprivate var forDevelopers: Self {
        var mount = self
        mount.anonymousLimit = anonymousLimit.map { RateLimit($0.name, 10 * $0.count, per: $0.window) }
        return mount
    }
}
