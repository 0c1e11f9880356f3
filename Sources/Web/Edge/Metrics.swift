import Synchronization

/// The counters of the server, in the text format of Prometheus.
public final class Metrics: Sendable {
    public typealias Labels = [(name: String, value: String)]

    private struct Family {
        let name: String
        let help: String
        let kind: String
        var sources: [@Sendable () async -> [String]] = []
    }

    private let families = Mutex<[Family]>([])
    let requests = TrafficCounters()

    public init() {}

    public func counter(_ name: String, _ help: String, _ labels: Labels = []) -> Counter {
        let counter = Counter()
        let line = name + Self.text(labels) + " "
        add(name, help, "counter") { ["\(line)\(counter.value)"] }
        return counter
    }

    /// A value that is read when the metrics page is requested.
    public func gauge(_ name: String, _ help: String, _ read: @escaping @Sendable () async -> Double) {
        add(name, help, "gauge") { [name + " " + Self.text(await read())] }
    }

    /// Several values under one name, such as the depth of each queue.
    public func gauges(
        _ name: String,
        _ help: String,
        _ read: @escaping @Sendable () async -> [(labels: Labels, value: Double)]
    ) {
        add(name, help, "gauge") {
            await read().map { name + Self.text($0.labels) + " " + Self.text($0.value) }
        }
    }

    /// Like ``gauges(_:_:_:)``, for numbers that only grow.
    public func counters(
        _ name: String,
        _ help: String,
        _ read: @escaping @Sendable () async -> [(labels: Labels, value: Double)]
    ) {
        add(name, help, "counter") {
            await read().map { name + Self.text($0.labels) + " " + Self.text($0.value) }
        }
    }

    public func histogram(
        _ name: String,
        _ help: String,
        _ labels: Labels = [],
        bounds: [Double] = Histogram.seconds
    ) -> Histogram {
        let histogram = Histogram(bounds)
        add(name, help, "histogram") { histogram.lines(name, labels) }
        return histogram
    }

    /// The requests answered so far.
    public var traffic: Traffic { requests.traffic }

    /// The whole page.
    public func text() async -> String {
        var page = ""
        for family in families.withLock({ $0 }) {
            page += "# HELP \(family.name) \(family.help)\n# TYPE \(family.name) \(family.kind)\n"
            for source in family.sources {
                for line in await source() { page += line + "\n" }
            }
        }
        return page
    }

    private func add(
        _ name: String,
        _ help: String,
        _ kind: String,
        _ source: @escaping @Sendable () async -> [String]
    ) {
        families.withLock { families in
            if let index = families.firstIndex(where: { $0.name == name }) {
                families[index].sources.append(source)
            } else {
                families.append(Family(name: name, help: help, kind: kind, sources: [source]))
            }
        }
    }

    fileprivate static func text(_ labels: Labels) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
    }

    fileprivate static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value {
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
        return text
    }
}

/// A number that only grows.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    public func add(_ amount: Int = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    public var value: Int { count.load(ordering: .relaxed) }
}

/// The number of measurements below each of several bounds.
public final class Histogram: Sendable {
    /// The bounds that OpenTelemetry recommends for HTTP durations, with two finer ones.
    public static let seconds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
    ]

    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(_ bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    public func record(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.counts[bucket] += 1
            $0.sum += value
        }
    }

    /// The numbers between the bounds, and the sum of all measurements.
    var reading: (counts: [Int], sum: Double) { state.withLock { ($0.counts, $0.sum) } }

    func lines(_ name: String, _ labels: Metrics.Labels) -> [String] {
        let (counts, sum) = reading
        var total = 0
        var lines: [String] = []
        for (index, count) in counts.enumerated() {
            total += count
            let bound = index < bounds.count ? Metrics.text(bounds[index]) : "+Inf"
            lines.append("\(name)_bucket\(Metrics.text(labels + [("le", bound)])) \(total)")
        }
        lines.append("\(name)_sum\(Metrics.text(labels)) \(sum)")
        lines.append("\(name)_count\(Metrics.text(labels)) \(total)")
        return lines
    }
}

/// The durations of one operation's requests, by status.
final class RequestTimer: Sendable {
    private let metrics: Metrics
    private let method: String
    private let route: String
    private let histograms = Mutex<[Int: Histogram]>([:])

    init(_ metrics: Metrics, method: String, route: String) {
        self.metrics = metrics
        self.method = method
        self.route = route
    }

    func record(_ status: Int, _ seconds: Double) {
        let histogram = histograms.withLock { histograms in
            if let known = histograms[status] { return known }
            let new = metrics.histogram(
                "http_server_request_duration_seconds",
                "Duration of HTTP requests.",
                [
                    ("http_request_method", method), ("http_route", route),
                    ("http_response_status_code", String(status)),
                ]
            )
            metrics.requests.add(new, method: method, route: route, status: status)
            histograms[status] = new
            return new
        }
        histogram.record(seconds)
        metrics.requests.record()
    }
}
