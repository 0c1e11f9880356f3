import Synchronization

/// The requests answered so far, from the counters of `/metrics`.
public struct Traffic: Sendable {
    public let endpoints: [Endpoint]
    /// The number of answers in each of the last whole minutes, the latest first.
    public let lastMinutes: [Int]
    public let uptime: Duration

    /// One method of one path, with all of its answers.
    public struct Endpoint: Sendable {
        public let method: String
        public let route: String
        public let times: Times
    }

    /// Number, outcome and duration of requests.
    public struct Times: Sendable {
        public fileprivate(set) var requests = 0
        /// Answered with 4xx.
        public fileprivate(set) var refused = 0
        /// Answered with 5xx.
        public fileprivate(set) var failed = 0
        public fileprivate(set) var seconds = 0.0
        private var counts = [Int](repeating: 0, count: Histogram.seconds.count + 1)

        public init() {}

        public var averageSeconds: Double { requests == 0 ? 0 : seconds / Double(requests) }

        /// Estimated within its bucket, as Prometheus does (`histogram_quantile`).
        public func quantile(_ share: Double) -> Double {
            let (bounds, rank) = (Histogram.seconds, share * Double(requests))
            var below = 0
            for (index, count) in counts.enumerated() where count > 0 {
                guard Double(below + count) >= rank else {
                    below += count
                    continue
                }
                // Above the last bound only that bound is known.
                guard index < bounds.count else { return bounds.last ?? 0 }
                let lower = index == 0 ? 0 : bounds[index - 1]
                return lower + (bounds[index] - lower) * (rank - Double(below)) / Double(count)
            }
            return 0
        }

        mutating func add(status: Int, counts more: [Int], seconds: Double) {
            let count = more.reduce(0, +)
            requests += count
            if (400..<500).contains(status) { refused += count }
            if status >= 500 { failed += count }
            self.seconds += seconds
            for (index, count) in more.enumerated() where index < counts.count { counts[index] += count }
        }

        public mutating func add(_ other: Times) {
            requests += other.requests
            refused += other.refused
            failed += other.failed
            seconds += other.seconds
            for (index, count) in other.counts.enumerated() { counts[index] += count }
        }
    }
}

/// The histograms of requests, and the number of requests in each minute.
final class TrafficCounters: Sendable {
    private struct Counted {
        let method: String
        let route: String
        let status: Int
        let histogram: Histogram
    }

    private let counted = Mutex<[Counted]>([])
    private let minutes = Mutex(Minutes())
    private let started = ContinuousClock.now

    func add(_ histogram: Histogram, method: String, route: String, status: Int) {
        counted.withLock {
            $0.append(Counted(method: method, route: route, status: status, histogram: histogram))
        }
    }

    func record() {
        minutes.withLock { $0.record(at: minute) }
    }

    var traffic: Traffic {
        var endpoints: [String: (method: String, route: String, times: Traffic.Times)] = [:]
        for counted in counted.withLock({ $0 }) {
            let (counts, sum) = counted.histogram.reading
            endpoints[
                "\(counted.method) \(counted.route)",
                default: (counted.method, counted.route, Traffic.Times())
            ].times.add(status: counted.status, counts: counts, seconds: sum)
        }
        return Traffic(
            endpoints: endpoints.values.map {
                Traffic.Endpoint(method: $0.method, route: $0.route, times: $0.times)
            },
            lastMinutes: minutes.withLock { $0.last(before: minute) },
            uptime: ContinuousClock.now - started
        )
    }

    private var minute: Int { Int((ContinuousClock.now - started).components.seconds / 60) }

    /// A ring of the last minutes, and the current one.
    private struct Minutes {
        private static let kept = 16
        private var counts = [(minute: Int, count: Int)](repeating: (-1, 0), count: kept)

        mutating func record(at minute: Int) {
            let slot = minute % Self.kept
            if counts[slot].minute != minute { counts[slot] = (minute, 0) }
            counts[slot].count += 1
        }

        func last(before minute: Int) -> [Int] {
            (1..<Self.kept).compactMap { ago in
                guard minute >= ago else { return nil }
                let slot = counts[(minute - ago) % Self.kept]
                return slot.minute == minute - ago ? slot.count : 0
            }
        }
    }
}
