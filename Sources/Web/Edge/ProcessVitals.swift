import Glibc
import Kernel

/// Metrics of the process, under Prometheus' standard names.
public enum ProcessVitals {
    // swift-format-ignore
    public static func report(to metrics: Metrics) {
        let started = WallClock.now()
        metrics.gauge("process_start_time_seconds", "Start time of the process since the Unix epoch in seconds.") { Double(started.seconds) }
        metrics.gauge("process_resident_memory_bytes", "Resident memory size in bytes.") { residentBytes }
        metrics.gauge("process_open_fds", "Number of open files and sockets.") { openFiles }
        metrics.gauge("process_max_fds", "Maximum number of open files and sockets.") { mostFiles }
        metrics.counters("process_cpu_seconds_total", "Total processor time spent in seconds.") { [([], processorSeconds)] }
    }

    /// The same values, for a product's own pages.
    public struct Reading: Sendable {
        public let residentBytes: Int64
        public let openFiles: Int
        public let mostFiles: Int
        public let processorSeconds: Double
        public let processors: Int
        public let operatingSystem: String
    }

    public static var reading: Reading {
        Reading(
            residentBytes: Int64(residentBytes),
            openFiles: Int(openFiles),
            mostFiles: Int(min(mostFiles, 1e15)),
            processorSeconds: processorSeconds,
            processors: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            operatingSystem: text(of: "/proc/sys/kernel/ostype").filter { $0 != "\n" } + " "
                + text(of: "/proc/sys/kernel/osrelease").filter { $0 != "\n" }
        )
    }

    /// The second number of `/proc/self/statm`, in pages.
    private static var residentBytes: Double {
        let numbers = text(of: "/proc/self/statm").split(separator: " ")
        guard numbers.count > 1, let pages = Double(numbers[1]) else { return 0 }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static var openFiles: Double {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without `.`, `..` and the folder itself.
        return Double(max(0, count - 3))
    }

    private static var mostFiles: Double {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        return Double(limit.rlim_cur)
    }

    private static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    private static func text(of path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(file, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : ""
    }
}
